import Contracts
import Crypto
import Domain

/// What a record of a commit log says.
///
/// Wire form: header `kind` is `commit` or `claim`. A claim's value is one JSON object. A commit's value is the header as one line of JSON, a line feed,
/// and the body. The header's hash is taken over exactly the bytes before the line feed, so that any program can check the chain without knowing JSON.
public enum LogEntry: Sendable {
    /// A wish to own the partition.
    case claim(Claim)
    /// The outcome of one command.
    case commit(Commit)
    /// Neither: written by somebody who should not, or by a newer program. Ignored and counted.
    case unreadable(String)

    /// Reads a record of a commit log.
    public init(_ record: LogRecord) {
        guard let value = record.value else {
            self = .unreadable("no value")
            return
        }
        switch record.header("kind") {
        case "claim":
            do {
                self = .claim(try JSONBytes.decode(value))
            } catch {
                self = .unreadable("claim: \(error)")
            }
        case "commit":
            do {
                self = .commit(try Commit(value))
            } catch {
                self = .unreadable("commit: \(error)")
            }
        default:
            self = .unreadable("no kind")
        }
    }
}

extension Claim {
    /// The record to append.
    public func record() throws -> NewRecord {
        NewRecord(key: nil, value: try JSONBytes.encode(self), headers: [RecordHeader("kind", "claim")])
    }
}
