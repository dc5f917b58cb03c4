import CommitLog
import Contracts
import Domain
import HTTPServer
import Observability
import ShardRuntime

/// What operators ask of a commit log that may be damaged by a fork: which commits lie on which branch, and the decision that some are void.
/// Only the log is read, no store: any instance answers, for any municipality.
struct LogRoutes<Model: ShardModel>: Sendable {
    private let service: ShardService<Model>
    private let scan: BranchScan
    private let operators: Set<Role> = [.operator]
    /// Most hanging commits of one answer; `neste` goes on.
    private let limitPage = 500
    /// Looks at a time, per instance: each reads a whole partition.
    private static var limitConcurrentLooks: Int { 1 }
    private let places = Places(LogRoutes.limitConcurrentLooks)

    init(_ service: ShardService<Model>) {
        self.service = service
        scan = BranchScan(
            service: service.model.service, log: service.log, topics: service.topics, decisions: service.runtime.environment.decisions)
    }

    func add(to routes: inout ServiceRoutes) {
        routes.on(.get, "/admin/log/branches", for: operators) { request in try await branches(request) }
        routes.on(.post, "/admin/log/void", for: operators) { request in try await void(request) }
    }

    private func branches(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        try service.requireLog()
        // Without a municipality every one is looked at: only for those who may act for all.
        let isForAll = request.request.query["kommune"] == nil && request.principal.kommuner == .all
        let kommune = isForAll ? nil : try request.kommune()
        let partition = try kommune.map { service.topics.partition(of: $0.rawValue) } ?? partition(request)
        let after = try offset("after", request) ?? -1
        let analysis = try await looking { try await scan.run(partition: partition, kommune: kommune) }
        let page = analysis.hanging.filter { $0.point.offset > after }.prefix(limitPage)
        var hanging: [JSONValue] = []
        for commit in page { hanging.append(try await json(commit)) }
        var answer: [String: JSONValue] = [
            "service": .string(service.model.service), "topic": .string(service.topics.commits(service.model.service)),
            "partition": .int(Int64(partition)), "end": .int(analysis.position), "open": .int(Int64(clamping: analysis.open)),
            "fenced": .int(Int64(clamping: analysis.fenced)), "unlisted": .int(Int64(clamping: analysis.unlisted)),
            "chains": .array(analysis.chains.sorted { $0.key < $1.key }.map { BranchJSON.of($0.value) }),
            "branches": .array(
                analysis.branches.enumerated().map { BranchJSON.of($0.element, number: $0.offset + 1) }), "treff": .array(hanging),
        ]
        let scope = kommune.map { "kommune=\($0.rawValue)" }
        if let last = page.last, last.point.offset != analysis.hanging.last?.point.offset {
            answer["neste"] = .string("/admin/log/branches?\(scope ?? "partition=\(partition)")&after=\(last.point.offset)")
        } else if kommune == nil, partition + 1 < service.topics.partitions {
            answer["neste"] = .string("/admin/log/branches?partition=\(partition + 1)")
        }
        return .json(JSONValue.object(answer).encoded())
    }

    private func void(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        try service.requireLog()
        let kommune = try request.kommune()
        let wish = try VoidWish(JSONReader.read(request.request.body))
        let (id, moment) = (service.context.identifiers.next().rawValue, service.context.time.now())
        do {
            let (decision, commits) = try await looking {
                try await scan.void(
                    wish.range, of: kommune, because: wish.reason, by: request.principal.identity, id: id, at: moment)
            }
            request.logger.warning(
                "commits were declared void",
                [
                    "decision": .id(id), "kommune": .kommune(kommune), "partition": .number(decision.partition),
                    "from": .number(decision.from), "to": .number(decision.to), "commits": .number(commits.count),
                    "by": .name(request.principal.identity),
                ])
            var voided: [JSONValue] = []
            for commit in commits { voided.append(try await json(commit)) }
            return .json(
                JSONValue.object([
                    "id": .string(id), "kommune": .string(kommune.rawValue), "partition": .int(Int64(decision.partition)),
                    "from": .int(decision.from), "to": .int(decision.to), "by": .string(decision.by), "reason": .string(decision.reason),
                    "time": .string(moment.description), "commits": .array(voided),
                ]).encoded(), status: 201)
        } catch let refusal as BranchScan.Refusal {
            throw Self.problem(refusal)
        }
    }

    private static func problem(_ refusal: BranchScan.Refusal) -> ProblemDetails {
        switch refusal {
        case .followed(let offset, let sequence):
            .conflict(
                "offset \(offset) is sequence \(sequence) of the chain that the acceptance rule follows: only hanging commits can be "
                    + "declared void; GET /admin/log/branches tells which these are")
        case .nothingHangs: .conflict("no commit of the municipality hangs in that stretch")
        case .isVoid: .conflict("every hanging commit in that stretch is void already")
        case .tooMany(let count):
            .conflict("\(count) commits hang in that stretch; one decision names at most \(VoidDecision.limitCommits): take it in parts")
        }
    }

    private func looking<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        guard await places.take() else { throw ProblemDetails.unavailable("the log is being looked through already; try again") }
        do {
            let value = try await body()
            await places.give()
            return value
        } catch let error as LogError {
            await places.give()
            throw ProblemDetails.unavailable("the log cannot be read or written now: \(error.code.rawValue)")
        } catch {
            await places.give()
            throw error
        }
    }

    private func partition(_ request: AuthorizedRequest) throws(ProblemDetails) -> Int32 {
        let number = try offset("partition", request) ?? 0
        guard let partition = Int32(exactly: number), partition < service.topics.partitions else {
            throw .badRequest("?partition=\(number): there are \(service.topics.partitions), from 0")
        }
        return partition
    }

    private func offset(_ name: String, _ request: AuthorizedRequest) throws(ProblemDetails) -> Offset? {
        guard let text = request.request.query[name] else { return nil }
        guard let number = Offset(text), number >= 0 else { throw .badRequest("?\(name)=«\(text)» is not a whole number from 0") }
        return number
    }

    /// A hanging commit, and whether what caused it can still be read where it lay.
    private func json(_ commit: HangingCommit) async throws -> JSONValue {
        var json = BranchJSON.of(commit)
        if commit.cause.place != nil { json["causeIsThere"] = .bool(try await scan.isThere(commit.cause)) }
        return .object(json)
    }
}

/// Which commits an operator wants to declare void, and why.
private struct VoidWish {
    let range: ClosedRange<Offset>
    let reason: String

    init(_ body: JSONValue) throws(ProblemDetails) {
        var faults: [Fault] = []
        for name in ["from", "to"] where (body[name]?.integer ?? -1) < 0 {
            faults.append(Fault(pointer: "/\(name)", code: "missing_member", message: "an offset of the commit log is required"))
        }
        let reason = body["reason"]?.text ?? ""
        if reason.isEmpty { faults.append(Fault(pointer: "/reason", code: "missing_member", message: "a reason is required")) }
        let (from, to) = (body["from"]?.integer ?? 0, body["to"]?.integer ?? 0)
        if faults.isEmpty, from > to { faults.append(Fault(pointer: "/to", code: "wrong_order", message: "to is before from")) }
        guard faults.isEmpty else { throw .badRequest("say which commits are void, and why", errors: faults) }
        (range, self.reason) = (from...to, reason)
    }
}
