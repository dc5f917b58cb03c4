import CommitLog
import Domain
import ShardRuntime

/// What the intake makes of a message: a command for a municipality, and the raw message where it must be set aside.
struct ExaminedMessage {
    /// Where the command goes: the municipality, or the installation's own shard where the message names none that exists.
    let kommune: Organisasjonsnummer
    /// The command's record.
    let command: NewRecord
    /// The raw message, where it could not be understood.
    let quarantine: QuarantinedMessage?
}

/// The shard of answers that belong to no municipality: 000000000 is no organisation's number, though its check digit is right.
enum InstallationShard {
    /// Its number.
    static let number: Organisasjonsnummer = {
        guard let number = Organisasjonsnummer("000000000") else { preconditionFailure("nine zeros have the check digit 0") }
        return number
    }()
}
