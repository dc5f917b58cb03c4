/// Why a file could not be had.
public struct Filfeil: Error, Sendable, Codable, Hashable {
    /// The stable name; partners' systems act on it.
    public var kode: String
    /// What is wrong and what would help, for a person.
    public var melding: String
    /// True when trying again cannot help.
    public var erEndelig: Bool

    /// A failure.
    public init(_ kode: Kode, _ melding: String) { self.init(kode: kode.rawValue, melding: melding, erEndelig: kode.erEndelig) }

    /// A failure with a name from elsewhere: of a container, a transfer, the storage.
    public init(kode: String, melding: String, erEndelig: Bool) { (self.kode, self.melding, self.erEndelig) = (kode, melding, erEndelig) }

    /// The failure as it stands in `FilFeilet`.
    public var fault: Fault { Fault(pointer: "/referanseDokumentfil", code: kode, message: melding) }

    /// The kinds of failure that the service names itself.
    public enum Kode: String, Sendable, CaseIterable {
        /// The message is no longer in the log: it came before the log's retention.
        case meldingBorte = "message_gone"
        /// The message is there, but cannot be read any more as one with files.
        case meldingUleselig = "message_unreadable"
        /// The message has no file of that name.
        case ikkeIMelding = "file_not_in_message"
        /// Two files of the message have the name.
        case tvetydigNavn = "duplicate_file"
        /// `data_base64` is not base64.
        case ugyldigBase64 = "invalid_base64"
        /// `referanseDokumentfil` is no reference.
        case ugyldigReferanse = "invalid_file_reference"
        /// The bytes have another SHA-256 than stated.
        case annenSjekksum = "checksum_mismatch"
        /// The file has another size than stated.
        case annenStoerrelse = "size_mismatch"
        /// The file is larger than the installation takes.
        case forStor = "file_too_large"
        /// The partner may not have files fetched from there.
        case kildeIkkeTillatt = "source_not_allowed"
        /// The address says no: the file is not there, or not for us.
        case kildeAvviser = "source_refused"
        /// No upload of the sender's with this checksum came in time.
        case opplastingUteble = "upload_missing"
        /// No upload of the sender's with this checksum is there yet.
        case opplastingVentes = "upload_awaited"
        /// The address cannot be reached, or breaks off.
        case kildeNaasIkke = "source_unreachable"
        /// The log cannot be read now.
        case loggBorte = "log_unavailable"
        /// The storage cannot take it now.
        case lagerBorte = "content_storage_unavailable"
        /// Something that nobody thought of; it is tried again.
        case uventet = "retrieval_failed"

        /// Whether trying again cannot help.
        public var erEndelig: Bool {
            switch self {
            case .opplastingVentes, .kildeNaasIkke, .loggBorte, .lagerBorte, .uventet: false
            default: true
            }
        }
    }
}
