extension Kassasjonskandidater {
    /// What becomes of an object that these decisions may reach.
    ///
    /// - Parameters:
    ///   - startdato: when the period started (krav 6.1.6); nil while the mappe is open.
    ///   - erMappe: false for registreringer and documents: inheritance may stop above them.
    ///   - erPresedens: whether it, or what it lies in, is a precedent.
    public func vurder(startdato: Dato?, erMappe: Bool, erPresedens: Bool) -> Kassasjonsvurdering {
        var kjede: [Kassasjonsledd] = []
        var gjelder: Kandidat?
        // Whether nothing further can come: something applies, or inheritance ended.
        var isSettled = false
        for (index, kandidat) in kandidater.enumerated() {
            if !isSettled, let sloeyfe, index >= sloeyfe.etter { break }
            let virkning = isSettled ? .overstyrt : virkning(kandidat, erMappe: erMappe)
            kjede.append(Kassasjonsledd(enhet: kandidat.enhet, vedtak: kandidat.vedtak, virkning: virkning))
            switch virkning {
            case .gjelder: (gjelder, isSettled) = (kandidat, true)
            case .stopperVedMappe: isSettled = true
            case .arvesIkke: isSettled = kandidat.enhet.slag == .klasse
            case .overstyrt: break
            }
        }
        if !isSettled, let sloeyfe {
            return Kassasjonsvurdering(utfall: Kassasjonsutfall(.sloeyfe), kjede: kjede, sloeyfe: sloeyfe.enheter)
        }
        let utfall = gjelder.map { Self.utfall($0, startdato, erPresedens: erPresedens) } ?? Kassasjonsutfall(.ingenVedtak)
        return Kassasjonsvurdering(utfall: utfall, kjede: kjede, sloeyfe: sloeyfe?.enheter)
    }

    private func virkning(_ kandidat: Kandidat, erMappe: Bool) -> Kassasjonsledd.Virkning {
        guard kandidat.arvesOvenfra else { return .gjelder }
        switch kandidat.vedtak.kassasjon.arv {
        case .ingen: return .arvesIkke
        case .mappe: return erMappe ? .gjelder : .stopperVedMappe
        case nil: return .gjelder
        }
    }

    private static func utfall(_ kandidat: Kandidat, _ startdato: Dato?, erPresedens: Bool) -> Kassasjonsutfall {
        let kassasjon = kandidat.vedtak.kassasjon
        var utfall = Kassasjonsutfall(.datert)
        utfall.kassasjonsvedtak = kassasjon.kassasjonsvedtak
        utfall.kassasjonshjemmel = kassasjon.kassasjonshjemmel
        utfall.bevaringstid = kassasjon.bevaringstid
        utfall.startdato = startdato
        utfall.kilde = kandidat.enhet
        utfall.vedtattDato = kandidat.vedtak.vedtattDato
        let kode = Kassasjonsvedtakskode(rawValue: kassasjon.kassasjonsvedtak.kode)
        guard let startdato else {
            utfall.tilstand = .aapen
            return utfall
        }
        if kode == .bevares {
            utfall.tilstand = .bevares
        } else if kode == .kasseres, erPresedens {
            utfall.tilstand = .presedens
        } else if let typed = kassasjon.kassasjonsdato {
            // krav 6.1.8: a date typed in goes before one worked out.
            utfall.kassasjonsdato = typed
        } else if let years = kassasjon.bevaringstid {
            utfall.kassasjonsdato = years <= limitYears ? startdato.adding(aar: years) : nil
            if utfall.kassasjonsdato == nil { utfall.tilstand = .utenforKalenderen }
        } else {
            utfall.tilstand = .utenBevaringstid
        }
        return utfall
    }

    /// No date lies further off.
    private static let limitYears = 9_999
}
