/// Why a command has no outcome. All are safe to repeat with the same idempotency key.
public enum CommandFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// This instance does not own the municipality's partition.
    case notOwner
    /// The ownership was just changing: nothing was decided, and the new owner may be asked.
    case movedOn
    /// The outcome is not known yet, or the log or the store cannot be written now.
    case unavailable(String)
    /// Too many commands wait already.
    case queueFull
    /// The shard is stopped by an alarm.
    case stopped(ShardAlarm)

    /// Kind and reason.
    public var description: String {
        switch self {
        case .notOwner: "not the owner"
        case .movedOn: "the ownership was changing"
        case .unavailable(let reason): "unavailable: \(reason)"
        case .queueFull: "the queue is full"
        case .stopped(let alarm): "stopped: \(alarm)"
        }
    }
}
