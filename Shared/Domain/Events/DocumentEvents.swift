/// An event of the documents service alone; what it takes in like every follower is `KommuneFulgt` and `TilgangFulgt`.
public protocol DocumentEvent: AnsweringEvent {
    /// The event as those look at it who follow the documents service.
    var fact: DocumentFact { get }
}

/// What happened in the documents service, as those who follow it look at it. Whoever follows names every case.
public enum DocumentFact: Sendable {
    /// A file is in the archive.
    case filLagret(FilLagret)
    /// A file could not be had.
    case filFeilet(FilFeilet)
    /// A stored file is not what it was.
    case filSkadet(FilSkadet)
    /// A document has a copy in archive format.
    case dokumentKonvertert(DokumentKonvertert)
    /// It concerns the documents service alone.
    case intern

    /// An event as those who follow the documents service look at it; nil for another service's.
    public init?(_ event: any DomainEvent) {
        guard let event = event as? any DocumentEvent else { return nil }
        self = event.fact
    }
}

/// The catalogue of the documents service's events.
///
/// - Warning: Their names are the storage format. Add types; never rename or remove one.
public enum DocumentEvents {
    /// Every type.
    public static let all: [any DomainEvent.Type] = [
        // What is followed
        KommuneFulgt.self, TilgangFulgt.self, MappeFulgt.self, DokumenterFulgt.self,
        // Files on their way
        FilerVentet.self, FilOpplastet.self, FilhentingBedtOm.self, FilLagret.self, FilFeilet.self, AvsenderVarslet.self,
        // Files read again
        FiksitetKontrollert.self, FilSkadet.self, FilGjenopprettet.self,
        // Copies in archive format
        KonverteringBestilt.self, DokumentKonvertert.self, KonverteringUteblitt.self,
    ]
}
