/// The numbered steps of the owner's loop, where a simulation may stop the process.
public enum OwnerStep: Int, CaseIterable, Sendable {
    /// The claim is about to be appended.
    case claiming = 1
    /// The claim was read back as accepted.
    case claimed
    /// Inputs were taken from the queue.
    case taken
    /// Everything is decided and applied in open transactions; nothing is appended.
    case decided
    /// The append returned.
    case appended
    /// Every record was read back and accepted.
    case readBack
    /// The stores are committed; nobody is answered yet.
    case committed
    /// Callers are answered.
    case answered
    /// The publisher's records are appended; its position is not yet noted.
    case published
    /// The publisher's position is noted.
    case noted
}

/// Watches the owner's steps; a simulation stops the loop by throwing.
public typealias OwnerObserver = @Sendable (OwnerStep, _ partition: Int32) throws -> Void

/// Thrown by an observer: the process is gone at this point, nothing is cleaned up.
public struct SimulatedCrash: Error {
    /// A crash.
    public init() {}
}
