import CommitLog
import Contracts
import Crypto
import Domain
import DomainTestSupport
import SQLite
import ShardRuntime

@testable import NotificationsService

/// The model on a real store, without a log: what the registry decides is followed, commands are decided, everything is applied and remembered.
final class Varslingsproeve {
    /// A command that was refused.
    struct Refused: Error { let rejection: Rejection }

    let model = NotificationsModel()
    let database: Database
    /// 2026-05-04T08:00:00Z, unless a test moves it.
    var now = Tidspunkt(milliseconds: 1_777_881_600_000)
    /// Every event applied, with what the application was told of its commit.
    private(set) var applied: [(event: any DomainEvent, commit: AppliedCommit)] = []
    private var sequences: [String: UInt64] = [:]
    private var commits: UInt64 = 0
    private var lastID: UInt64 = 0

    init() throws {
        database = try Database(path: ":memory:")
        try database.migrate(model.migrations)
    }

    /// Follows a commit of another service. Returns what was committed; nothing when it asked for nothing.
    @discardableResult
    func follow(_ events: [any DomainEvent], of service: String = "registry", traceparent: String? = nil) throws -> [any DomainEvent] {
        let body = try JSONValue.object([
            "events": .array(
                events.map { try .object(["type": .string($0.eventType), "data": JSONValue(encoding: $0)]) })
        ]).encoded()
        let sequence = sequences[service, default: 0]
        sequences[service] = sequence + 1
        let header = CommitHeader(
            service: service, kommune: hamar, epoch: 1, sequence: sequence, previous: CommitHeader.noPrevious, cause: Cause(), time: now,
            body: SHA256.hex(body), traceparent: traceparent)
        return try put(.upstream(try Commit(header: header, body: body)))?.events ?? []
    }

    /// Gives a command.
    @discardableResult
    func give(_ command: some Command) throws -> JSONValue {
        let decision = try put(.command(type: type(of: command).commandType, payload: try command.encoded()))
        if let rejection = decision?.answer?.rejection { throw Refused(rejection: rejection) }
        return decision?.answer?.body ?? .null
    }

    private func put(_ content: ShardInput.Content) throws -> ShardDecision? {
        let commit = AppliedCommit(kommune: hamar, sequence: commits, time: now, cause: Cause())
        let context = ShardContext(
            kommune: hamar, database: database, now: now, isEmpty: commits == 0,
            apply: { [self] event in
                try model.apply(event, of: commit, to: database)
                applied.append((event, commit))
            },
            nextID: { [self] in
                lastID += 1
                return SystemID(high: 0x2000_0000_0000_4000, low: 0x8000_0000_0000_0000 | lastID)
            })
        return try database.savepoint {
            let input = ShardInput(kommune: hamar, cause: Cause(), content: content)
            guard let decision = try context.decided(input, by: model) else { return nil }
            commits += 1
            return decision
        }
    }

    /// Makes a subscription; `filter` without its kommune.
    func subscribe(
        _ filter: [String: JSONValue] = [:], as aktoer: Leser = .kari, eier: String? = nil
    ) throws -> SystemID {
        var filter = filter
        filter["kommune"] = .string(hamar.rawValue)
        var body: [String: JSONValue] = ["navn": "Prøve", "filter": .object(filter), "levering": ["type": "sse"]]
        body["eier"] = eier.map { .string($0) }
        let answer = try give(OpprettAbonnement(aktoer: aktoer, oenske: try Abonnementsoenske.read(.object(body), .proeve)))
        guard let id = answer["id"]?.text.flatMap({ AbonnementID($0) }) else { throw Missing() }
        return id.systemID
    }

    /// The subscription of that id.
    func row(_ id: SystemID) throws -> Abonnementslager.Rad {
        guard let row = try Abonnementslager(database).finn(id) else { throw Missing() }
        return row
    }

    /// A feed to its end, in pages of some size.
    func feed(_ id: SystemID, after: Int64? = nil, limit: Int = 100) throws -> [Hendelse] {
        var (all, cursor) = ([Hendelse](), after)
        while true {
            let page = try Feed(database).page(try row(id), after: cursor, limit: limit)
            all += page.hendelser
            cursor = page.cursor
            if page.erSlutt { return all }
        }
    }

    /// The tables of a store built anew from the same events.
    func replayed() throws -> Database {
        let other = try Database(path: ":memory:")
        try other.migrate(model.migrations)
        for (event, commit) in applied {
            guard let known = model.events[event.eventType] else { throw Missing() }
            try model.apply(try JSONValue(encoding: event).decoded(as: known), of: commit, to: other)
        }
        return other
    }

    /// The tables that differ when the same events are applied again, from JSON as it stands in the log.
    func replayDifferences() throws -> [String] {
        let (left, right) = (try database.tableDigests(), try replayed().tableDigests())
        return Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted()
    }

    /// A commit of the service's own with one event, as it stands in a log of whatever age.
    func read(_ type: String, _ json: String) throws {
        guard let known = model.events[type] else { throw Missing() }
        let event = try JSONReader.read(Array(json.utf8)).decoded(as: known)
        let commit = AppliedCommit(kommune: hamar, sequence: commits, time: now, cause: Cause())
        try database.savepoint { try model.apply(event, of: commit, to: database) }
        applied.append((event, commit))
        commits += 1
    }

    struct Missing: Error {}
}

extension Leser {
    static let kari = Leser(identitet: "kari", rolle: "saksbehandler", klarering: [])
    static let ola = Leser(identitet: "ola", rolle: "saksbehandler", klarering: [])
    static let arkivar = Leser(identitet: "arkivar", rolle: "arkivar", klarering: nil)
    static let byggsak = Leser(identitet: "byggsak-1", rolle: "partner", partner: "byggsak", klarering: [])
    static let drift = Leser(identitet: "operator", rolle: "operator", erDrift: true, klarering: [])
}

extension DeliveryTargets {
    static let proeve = DeliveryTargets(
        addresses: WebhookAddress(allowsHTTP: true, allowedNetworks: []), domains: .reserved, partner: nil)
}
