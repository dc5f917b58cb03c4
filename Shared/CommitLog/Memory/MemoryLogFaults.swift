/// Decides what becomes of appends to a memory log: the place where a simulation injects what disks and networks do.
public protocol MemoryLogFaults: Sendable {
    /// Called once for each append that is otherwise right, before anything lands. It may suspend: then the append is under way so long.
    func fate(of records: [NewRecord], to place: TopicPartition) async -> AppendFate
}

/// What becomes of one append.
public enum AppendFate: Sendable {
    /// It lands and is reported.
    case lands
    /// Nothing lands; the caller gets this error. With `.outcomeUnknown` it is the append that was lost without a trace.
    case fails(LogError)
    /// It lands, but the caller gets `.outcomeUnknown`.
    case landsUnreported
    /// The first so many records land, the caller gets `.outcomeUnknown`.
    case landsPartly(first: Int)
    /// The caller gets `.outcomeUnknown` now; it lands when `MemoryLog.landDelayed` is called: a request that was stuck on its way.
    case landsLater
    /// It lands and is reported, but no reader sees it, nor anything after it, before `MemoryLog.releaseDelivery`.
    case landsUnseen
}

/// Faults from a closure.
public struct AppendFateRule: MemoryLogFaults {
    private let rule: @Sendable ([NewRecord], TopicPartition) async -> AppendFate

    /// Asks the closure about each append.
    public init(_ rule: @escaping @Sendable ([NewRecord], TopicPartition) async -> AppendFate) { self.rule = rule }

    /// What the closure says.
    public func fate(of records: [NewRecord], to place: TopicPartition) async -> AppendFate { await rule(records, place) }
}
