import Contracts
import Domain
import HTTPServer
import ShardRuntime

/// What operators ask every service: status, quarantine, verification, rebuild, traces.
public struct AdminRoutes<Model: ShardModel>: Sendable {
    /// Hands a quarantined message in again; `times` counts from 1.
    public typealias Resubmit = @Sendable (_ message: QuarantinedMessage, _ times: Int) async throws -> Void

    private let service: ShardService<Model>
    private let resubmit: Resubmit?
    private let trace: TraceRoute<Model>
    private let operators: Set<Role> = [.operator]

    /// The routes over a service; `resubmit`, and where a command came from, are there where the service has an intake.
    public init(_ service: ShardService<Model>, resubmit: Resubmit? = nil, origin: TraceScan.Origin? = nil) {
        (self.service, self.resubmit, trace) = (service, resubmit, TraceRoute(service, origin: origin))
    }

    /// Adds them.
    public func add(to routes: inout ServiceRoutes) {
        let service = service
        routes.on(.get, "/admin/status", for: operators) { _ in .json(ShardStatusReport(service).json.encoded()) }
        routes.on(.get, "/admin/trace/{id}", for: operators) { request in try await trace.answer(request) }
        routes.on(.post, "/admin/verify", for: operators) { request in try await verify(request) }
        routes.on(.post, "/admin/rebuild", for: operators) { request in try await rebuild(request) }
        SnapshotRoutes(service).add(to: &routes)
        LogRoutes(service).add(to: &routes)
        QuarantineRoutes(service, resubmit: resubmit).add(to: &routes)
    }

    private func rebuild(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        // Without the log there is nothing to build from, and the old store is all there is to read.
        try service.requireLog()
        let kommune = try request.kommune()
        // An empty store of a municipality that nobody set up would only look like one that lost everything.
        guard try service.runtime.knows(kommune) else {
            throw ProblemDetails.notFound("no municipality \(kommune) is set up here")
        }
        // A store that is stopped is built anew where it is stopped, whoever owns; any other one here when that is asked for.
        guard
            try isHere(request) || service.runtime.owns(kommune) || service.runtime.alarm(of: kommune) != nil
                || service.runtime.isTakingOver(kommune)
        else {
            return try await service.desk.elsewhere(kommune, request)
        }
        await service.runtime.rebuild(kommune)
        request.logger.warning("store is rebuilt on request", ["kommune": .kommune(kommune), "by": .name(request.principal.identity)])
        return .json(
            JSONValue.object([
                "kommune": .string(kommune.rawValue), "state": "rebuilding", "url": .string(service.runtime.environment.url()),
            ]).encoded(), status: 202)
    }

    private func verify(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let kommune = try request.kommune()
        let verifier = ShardVerifier(model: service.model, environment: service.runtime.environment)
        try service.requireLog()
        // Also a store that is stopped, or just being built anew, is looked at where it is.
        guard
            try isHere(request) || service.runtime.canRead(kommune) || service.runtime.alarm(of: kommune) != nil
                || service.runtime.isTakingOver(kommune)
        else {
            return try await service.desk.elsewhere(kommune, request)
        }
        guard let report = try await verifier.verify(kommune, reads: service.runtime.reads) else {
            throw ProblemDetails.notFound("\(service.model.service) has no store for \(kommune)")
        }
        var chain: [String: JSONValue] = ["commits": .int(Int64(report.commits)), "ok": .bool(report.chainFault == nil)]
        if report.hanging > 0 { chain["hanging"] = .int(Int64(clamping: report.hanging)) }
        if report.voided > 0 { chain["void"] = .int(Int64(clamping: report.voided)) }
        if let fault = report.chainFault { chain["fault"] = .string(fault) }
        let tables = report.tables.map { table in
            JSONValue.object(["table": .string(table.name), "rows": .int(Int64(table.rows)), "equal": .bool(table.isEqual)])
        }
        let answer: JSONValue = [
            "kommune": .string(kommune.rawValue), "chain": .object(chain),
            "replay": [
                "tables": .array(tables), "equal": .bool(report.tables.allSatisfy(\.isEqual)),
                "differences": .array(report.differences.map(JSONValue.string)),
            ],
        ]
        return .json(answer.encoded())
    }

    /// Whether this instance's own store is meant, whoever owns the municipality.
    private func isHere(_ request: AuthorizedRequest) throws(ProblemDetails) -> Bool {
        switch request.request.query["here"] {
        case nil, "false": false
        case "true": true
        case let other?: throw ProblemDetails.badRequest("?here=\(other) is not known: say true or false")
        }
    }
}
