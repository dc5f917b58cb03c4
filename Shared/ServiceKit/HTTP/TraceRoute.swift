import CommitLog
import Contracts
import Domain
import HTTPServer
import Observability
import ShardRuntime

/// `GET /admin/trace/{id}`: what this service's topics say of one trace. The log is read, no store: any instance answers, for any municipality.
struct TraceRoute<Model: ShardModel>: Sendable {
    private let service: ShardService<Model>
    private let scan: TraceScan
    /// Looks at a time, per instance: each may read many MiB.
    private static var limitConcurrentLooks: Int { 2 }
    private let places = Places(TraceRoute.limitConcurrentLooks)

    /// The route over a service; `origin` is there where the service has an intake.
    init(_ service: ShardService<Model>, origin: TraceScan.Origin?) {
        self.service = service
        scan = TraceScan(
            service: service.model.service, log: service.log, topics: service.topics, time: service.context.time, origin: origin)
    }

    func answer(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        guard let mark = TraceMark(request[parameter: "id"]) else {
            throw ProblemDetails.badRequest("say a trace id (32 hexadecimal digits, not all zero) or a systemID")
        }
        // Without a municipality every partition is looked at: only for those who may act for all.
        let isForAll = request.request.query["kommune"] == nil && request.principal.kommuner == .all
        let kommune = isForAll ? nil : try request.kommune()
        try service.requireLog()
        guard let from = try moment("from", request) else { throw ProblemDetails.badRequest("say with ?from= when the trace began") }
        let until = try moment("until", request)
        guard await places.take() else { throw ProblemDetails.unavailable("other traces are being looked for; try again") }
        do {
            let findings = try await scan.run(mark, kommune: kommune, from: from, until: until)
            await places.give()
            return .json(json(mark.description, findings, kommune, until).encoded())
        } catch let error as LogError {
            await places.give()
            throw ProblemDetails.unavailable("the log cannot be read now: \(error.code.rawValue)")
        } catch {
            await places.give()
            throw error
        }
    }

    private func moment(_ name: String, _ request: AuthorizedRequest) throws(ProblemDetails) -> Tidspunkt? {
        guard let text = request.request.query[name] else { return nil }
        guard let moment = Tidspunkt(text) else {
            throw .badRequest("?\(name)=«\(text)» is not a date and time (2026-11-22T16:33:00.123Z)")
        }
        return moment
    }

    private func json(_ id: String, _ findings: TraceFindings, _ kommune: Organisasjonsnummer?, _ until: Tidspunkt?) -> JSONValue {
        var answer: [String: JSONValue] = [
            "service": .string(service.model.service), "trace": .string(id), "records": .array(findings.records.map(Self.json)),
            "examined": .int(Int64(findings.examined)),
        ]
        if let next = findings.next {
            let query = [("kommune", kommune?.rawValue), ("from", next.description), ("until", until?.description)].compactMap {
                name, value in
                value.map { "\(name)=\(PercentEncoding.query($0))" }
            }
            answer["neste"] = .string("/admin/trace/\(id)?\(query.joined(separator: "&"))")
        }
        return .object(answer)
    }

    private static func json(_ record: TracedRecord) -> JSONValue {
        var json: [String: JSONValue] = [
            "kind": .string(record.kind.rawValue), "topic": .string(record.place.topic), "partition": .int(Int64(record.place.partition)),
            "offset": .int(record.offset), "time": .string(Tidspunkt(milliseconds: record.timestamp).description),
        ]
        json["commit"] = record.commit.map(Self.json)
        if let event = record.event {
            var members: [String: JSONValue] = [
                "type": TraceName.shown(event.type), "id": TraceName.shown(event.id), "source": TraceName.shown(event.source),
            ]
            members["time"] = event.time.map(TraceName.shown)
            members["correlationid"] = event.correlationID.map(TraceName.shown)
            json["event"] = .object(members)
        }
        return .object(json)
    }

    private static func json(_ event: TracedRecord.EventName) -> JSONValue {
        var json: [String: JSONValue] = ["type": .string(event.type)]
        json["dokumentobjekter"] = event.dokumentobjekter.map { .int(Int64($0)) }
        return .object(json)
    }

    private static func json(_ commit: TracedRecord.CommitPart) -> JSONValue {
        let header = commit.header
        var cause: [String: JSONValue] = [:]
        cause["topic"] = header.cause.topic.map(JSONValue.string)
        cause["partition"] = header.cause.partition.map { .int(Int64($0)) }
        cause["offset"] = header.cause.offset.map(JSONValue.int)
        cause["source"] = header.cause.source.map(TraceName.shown)
        cause["id"] = header.cause.id.map(TraceName.shown)
        return [
            "kommune": .string(header.kommune.rawValue), "epoch": .int(Int64(clamping: header.epoch)),
            "sequence": .int(Int64(clamping: header.sequence)), "decided": .string(header.time.description), "cause": .object(cause),
            "traceparent": header.traceparent.map(JSONValue.string) ?? .null, "events": .array(commit.events.map(Self.json)),
            "partners": .array(commit.partners.map(JSONValue.string)),
        ]
    }
}

/// A number of places; whoever finds none is sent away.
actor Places {
    private var free: Int

    init(_ count: Int) { free = count }

    func take() -> Bool {
        guard free > 0 else { return false }
        free -= 1
        return true
    }

    func give() { free += 1 }
}
