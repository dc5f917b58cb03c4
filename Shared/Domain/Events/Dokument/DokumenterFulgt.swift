/// A registrering with documents was made in the registry: documents keeps them from here on. An event of the documents service.
public struct DokumenterFulgt: DocumentEvent {
    /// The stable name.
    public static let eventType = "dokumenter.fulgt"

    /// The registrering.
    public var registrering: SystemID
    /// The mappe it lies in.
    public var mappe: SystemID?
    /// The registrering's own screening, as earlier programs kept it; `TilgangFulgt` has it now.
    public var skjerming: Skjerming?
    /// Whether the registrering is graded, as earlier programs kept it.
    public var erGradert: Bool?
    /// The documents as the registry made them, in their order.
    public var dokumentbeskrivelse: [Dokumentbeskrivelse]

    /// A fact.
    public init(registrering: SystemID, mappe: SystemID?, dokumentbeskrivelse: [Dokumentbeskrivelse]) {
        (self.registrering, self.mappe, self.dokumentbeskrivelse) = (registrering, mappe, dokumentbeskrivelse)
    }

    /// What protects the registrering and its documents, as far as an event of an earlier program says it.
    public var tidligereTilgang: [Tilgangsledd] {
        let dokumenter = dokumentbeskrivelse.compactMap { dokument -> Tilgangsledd? in
            let eget = dokument.egenTilgang(sendtAv: nil)
            return eget.erAapen ? nil : Tilgangsledd(systemID: dokument.systemID, over: registrering, eget: eget)
        }
        let eget = Tilgang(tidligere: skjerming, erGradert: erGradert == true)
        return [Tilgangsledd(systemID: registrering, over: mappe, eget: eget)] + dokumenter
    }

    /// Nobody outside is told.
    public static var outside: Outside<DokumenterFulgt> { .nothing }

    /// What followers make of it.
    public var fact: DocumentFact { .intern }
}
