import CommitLog
import Domain
import SQLite

/// What a service is to the runtime: how inputs are decided, how events change a store, and what is told to the outside.
///
/// The runtime does the rest: ownership, transactions, the log, replay, publishing. A model is pure apart from the database it is handed.
public protocol ShardModel: Sendable {
    /// The service's name, as in topics and paths: `registry`.
    var service: String { get }

    /// Every event type that its commits may contain.
    var events: EventCatalogue { get }

    /// The schema of a shard's store, frozen once released. Numbers start at 1.
    var migrations: [Migration] { get }

    /// The number of the latest migration that changed what is kept of past events: a store with a schema before it is not migrated but built
    /// anew from the log. 0 = every store can be migrated as it is.
    var replayedSince: Int { get }

    /// The services whose commit logs it follows; their inputs arrive as `ShardInput.Content.upstream`.
    var upstream: [String] { get }

    /// Decides one input against the store, inside an open savepoint. It changes nothing but by `ShardContext.record`, for what later parts of the
    /// decision must see; the runtime applies the events that it returns.
    ///
    /// - Returns: The outcome, which becomes one commit; nil for an upstream commit that asks for nothing.
    /// - Throws: An error of the store (disk full, damaged): nothing is committed and the input comes again. Anything else counts as a defect of
    ///   the model: `outcome(ofDefect:)` then says what is answered.
    func decide(_ input: ShardInput, in shard: ShardContext) throws -> ShardDecision?

    /// What is answered when the same request id came before with other content.
    func outcome(ofConflict input: ShardInput, in shard: ShardContext) -> ShardDecision

    /// What is answered when `decide` or `apply` failed for a reason of its own.
    func outcome(ofDefect error: any Error, on input: ShardInput, in shard: ShardContext) -> ShardDecision

    /// Applies one event to the store: live, and again at every replay. It may use nothing but its arguments.
    func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws

    /// Applies one event that was read from the log. `content` is the JSON of its only member as it stands there, for a store that keeps just that;
    /// it must come to the same as the event alone.
    func apply(_ event: any DomainEvent, written content: ArraySlice<UInt8>?, of commit: AppliedCommit, to database: Database) throws

    /// What the outside is told of an accepted commit: receipts are added by the runtime, this gives the public events.
    func publications(of commit: DecodedCommit, topics: Topics) throws -> [Publication]
}

extension ShardModel {
    /// Every store can be migrated as it is.
    public var replayedSince: Int { 0 }

    /// The event says everything.
    public func apply(
        _ event: any DomainEvent, written content: ArraySlice<UInt8>?, of commit: AppliedCommit, to database: Database
    ) throws {
        try apply(event, of: commit, to: database)
    }
}

/// The part of a commit that `apply` may use.
public struct AppliedCommit: Sendable {
    /// The shard.
    public let kommune: Organisasjonsnummer
    /// The commit's number in the shard.
    public let sequence: UInt64
    /// When it was decided.
    public let time: Tidspunkt
    /// What made it.
    public let cause: Cause

    /// The parts by themselves.
    public init(kommune: Organisasjonsnummer, sequence: UInt64, time: Tidspunkt, cause: Cause) {
        (self.kommune, self.sequence, self.time, self.cause) = (kommune, sequence, time, cause)
    }
}

/// What `decide` may use: the shard's store, and the circumstances that the domain never asks for itself.
public struct ShardContext {
    /// The shard.
    public let kommune: Organisasjonsnummer
    /// Its store, inside an open transaction.
    public let database: Database
    /// The moment of the decision.
    public let now: Tidspunkt
    /// Gives out system ids.
    public let nextID: () -> SystemID
    /// True when the shard has no commit yet.
    public let isEmpty: Bool
    private let recording: Recording

    /// A context with all its parts.
    ///
    /// - Parameter apply: what an event does to the store.
    public init(
        kommune: Organisasjonsnummer, database: Database, now: Tidspunkt, isEmpty: Bool,
        apply: @escaping (any DomainEvent) throws -> Void, nextID: @escaping () -> SystemID
    ) {
        self.kommune = kommune
        self.database = database
        self.now = now
        self.isEmpty = isEmpty
        self.nextID = nextID
        recording = Recording(apply)
    }

    /// Applies an event at once and keeps it for the commit: what is decided after it sees what it did.
    ///
    /// - Throws: an error of the store.
    public func record(_ event: any DomainEvent) throws {
        try recording.apply(event)
        recording.events.append(event)
    }

    /// Decides an input by a model; the events it recorded come first in the decision, and all of them are applied. Nil: nothing was asked for.
    ///
    /// - Throws: what the model throws, or an error of the store. The store is then as far as it had come: the caller takes it back.
    public func decided(_ input: ShardInput, by model: some ShardModel) throws -> ShardDecision? {
        let decided = try model.decide(input, in: self)
        guard var decision = decided ?? (recording.events.isEmpty ? nil : ShardDecision()) else { return nil }
        for event in decision.events { try record(event) }
        decision.events = recording.events
        return decision
    }

    /// The events of one decision, in order.
    private final class Recording {
        let apply: (any DomainEvent) throws -> Void
        var events: [any DomainEvent] = []

        init(_ apply: @escaping (any DomainEvent) throws -> Void) { self.apply = apply }
    }
}
