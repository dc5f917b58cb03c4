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
