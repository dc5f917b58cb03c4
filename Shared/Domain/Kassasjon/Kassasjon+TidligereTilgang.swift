// What protects an object, as far as what earlier programs took in says it.

extension Kassasjonsarkivdel {
    /// What protects it.
    public var tidligereTilgang: Tilgangsledd { Tilgangsledd(systemID: systemID, eget: Tilgang(tidligere: skjerming, erGradert: false)) }
}

extension Kassasjonsklasse {
    /// What protects it.
    public var tidligereTilgang: Tilgangsledd {
        Tilgangsledd(systemID: systemID, over: overordnetKlasse, eget: Tilgang(tidligere: skjerming, erGradert: false))
    }
}

extension Kassasjonsmappe {
    /// What protects it.
    public var tidligereTilgang: Tilgangsledd {
        Tilgangsledd(
            systemID: systemID, over: foreldermappe, klasse: klasse, arkivdel: arkivdel,
            eget: Tilgang(tidligere: skjerming, erGradert: erGradert == true))
    }
}

extension Kassasjonsregistrering {
    /// What protects it and its documents.
    public var tidligereTilgang: [Tilgangsledd] {
        let eget = Tilgang(tidligere: skjerming, erGradert: erGradert == true)
        let dokumenter = dokumenter.compactMap { dokument -> Tilgangsledd? in
            let eget = Tilgang(tidligere: dokument.skjerming, erGradert: dokument.erGradert == true)
            return eget.erAapen ? nil : Tilgangsledd(systemID: dokument.systemID, over: systemID, eget: eget)
        }
        return [Tilgangsledd(systemID: systemID, over: mappe, klasse: klasse, arkivdel: arkivdel ?? unntaksarkivdel, eget: eget)]
            + dokumenter
    }
}
