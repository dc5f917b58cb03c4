/// A copy in archive format could not be made, or not now. The file is in the archive all the same. An event of the documents service.
public struct KonverteringUteblitt: DocumentEvent {
    /// The stable name.
    public static let eventType = "konvertering.uteblitt"

    /// Why.
    public enum Grunn: String, Codable, Sendable, CaseIterable {
        /// The program is not installed here: done as soon as it is.
        case converterAbsent = "converter_absent"
        /// The program does not manage this file.
        case conversionFailed = "conversion_failed"
        /// It took more time, memory or room than it may.
        case conversionLimits = "conversion_limits"
        /// What came out is not in archive format.
        case notArchiveFormat = "not_archive_format"
    }

    /// Whose file.
    public var dokumentobjekt: SystemID
    /// Why.
    public var grunn: Grunn
    /// What happened, for a person.
    public var melding: String
    /// How often it has been tried; an absent program is no attempt.
    public var antallForsoek: Int
    /// When it is tried next; nil when it is not, or when the program comes.
    public var nesteForsoek: Tidspunkt?
    /// When.
    public var dato: Tidspunkt

    /// A fact.
    public init(dokumentobjekt: SystemID, grunn: Grunn, melding: String, antallForsoek: Int, nesteForsoek: Tidspunkt?, dato: Tidspunkt) {
        (self.dokumentobjekt, self.grunn, self.melding) = (dokumentobjekt, grunn, melding)
        (self.antallForsoek, self.nesteForsoek, self.dato) = (antallForsoek, nesteForsoek, dato)
    }

    /// Nobody outside is told.
    public static var outside: Outside<KonverteringUteblitt> { .nothing }

    /// What followers make of it.
    public var fact: DocumentFact { .intern }
}
