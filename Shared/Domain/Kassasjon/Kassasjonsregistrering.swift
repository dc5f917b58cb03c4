/// What retention needs to know of a registrering and its documents.
public struct Kassasjonsregistrering: Codable, Sendable, Equatable {
    /// M001.
    public var systemID: SystemID
    /// Which kind it is.
    public var slag: Registreringskort.Slag
    /// M004.
    public var registreringsID: String?
    /// M020.
    public var tittel: String
    /// M025.
    public var offentligTittel: String?
    /// M600.
    public var opprettetDato: Tidspunkt
    /// M604.
    public var arkivertDato: Tidspunkt?
    /// The mappe it lies in.
    public var mappe: SystemID?
    /// The arkivdel, when it lies in no mappe.
    public var arkivdel: SystemID?
    /// Another arkivdel than its mappe's, named as an exception: what that says comes before what the mappe inherits (M208).
    public var unntaksarkivdel: SystemID?
    /// The primary class, when it lies in no mappe.
    public var klasse: SystemID?
    /// Whether it is registered as a precedent.
    public var erPresedens: Bool
    /// The decision that stands on it.
    public var vedtak: Kassasjonsvedtak?
    /// Screening, as earlier programs kept it; `TilgangFulgt` has it now.
    public var skjerming: Skjerming?
    /// Whether it is graded, as earlier programs kept it.
    public var erGradert: Bool?
    /// Who is a party to it or to a document of it, or has sent or received it.
    public var parter: [Partsnoekkel]
    /// Its documents.
    public var dokumenter: [Kassasjonsdokument]

    /// What matters of a registrering that was made.
    ///
    /// - Parameter mappensArkivdel: the arkivdel of its mappe once everything that happened with it has happened.
    public init(_ variant: Registreringsvariant, mappensArkivdel: SystemID?) {
        let registrering = variant.registrering
        systemID = registrering.systemID
        slag = variant.slag
        (registreringsID, tittel, offentligTittel) = (registrering.registreringsID, registrering.tittel, registrering.offentligTittel)
        (opprettetDato, arkivertDato) = (registrering.opprettetDato, registrering.arkivertDato)
        mappe = registrering.referanseMappe
        if mappe == nil {
            (arkivdel, klasse) = (registrering.referanseArkivdel, registrering.referanseKlasse)
        } else if let mappensArkivdel, mappensArkivdel != registrering.referanseArkivdel {
            unntaksarkivdel = registrering.referanseArkivdel
        }
        vedtak = Kassasjonsvedtak(registrering.kassasjon, registrering.opprettetDato, registrering.opprettetAv)
        if case .journalpost(let post) = variant { erPresedens = !post.presedens.isEmpty } else { erPresedens = false }
        parter = Partsnoekkel.alle(
            registrering.part + registrering.dokumentbeskrivelse.flatMap(\.part), registrering.korrespondansepart)
        dokumenter = registrering.dokumentbeskrivelse.map(Kassasjonsdokument.init)
    }

    /// The day its period starts when it lies in no mappe: when it was archived (krav 6.1.7).
    public var startdato: Dato? { mappe == nil ? arkivertDato?.norskDato : nil }
}

/// What retention needs to know of a document.
public struct Kassasjonsdokument: Codable, Sendable, Equatable {
    /// M001.
    public var systemID: SystemID
    /// M007.
    public var dokumentnummer: Int
    /// M020.
    public var tittel: String
    /// M600.
    public var opprettetDato: Tidspunkt
    /// The decision that stands on it.
    public var vedtak: Kassasjonsvedtak?
    /// Screening, as earlier programs kept it; `TilgangFulgt` has it now.
    public var skjerming: Skjerming?
    /// Whether it is graded, as earlier programs kept it.
    public var erGradert: Bool?

    /// What matters of a document that was made.
    public init(_ dokument: Dokumentbeskrivelse) {
        systemID = dokument.systemID
        (dokumentnummer, tittel, opprettetDato) = (dokument.dokumentnummer, dokument.tittel, dokument.opprettetDato)
        vedtak = Kassasjonsvedtak(dokument.kassasjon, dokument.opprettetDato, dokument.opprettetAv)
    }
}
