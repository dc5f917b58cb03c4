/// Why a snapshot could not be made, kept, found or used.
public struct SnapshotError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind.
    public enum Code: String, Hashable, Sendable {
        /// The place where snapshots are kept does not work.
        case unavailable
        /// It did not answer in time.
        case tooSlow
        /// There is no such file on the shelf.
        case missing
        /// What is on the shelf is not what it says it is.
        case damaged
        /// It is whole, but of another shard, log, program or history.
        case unfitting
        /// No room on the disk.
        case diskFull
        /// Too many snapshots, or calls to a disk, wait already.
        case busy
    }

    /// The kind.
    public let code: Code
    /// What happened, for a person.
    public let message: String

    /// An error of that kind.
    public init(_ code: Code, _ message: String) { (self.code, self.message) = (code, message) }

    /// Code and message.
    public var description: String { "\(code.rawValue): \(message)" }
}
