import CommitLog
import Contracts
import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// Messages over HTTP: `POST /cloudevents` puts them on a topic of ours, `posted.<partner>`; from there on the road is the one of messages
/// that a partner writes itself. What is refused here at once is not set aside: the sender has the answer, and the message.
struct CloudEventRoutes {
    let service: ShardService<RegistryModel>
    private let envelopes = CloudEventReader()

    init(_ service: ShardService<RegistryModel>) { self.service = service }

    func add(to routes: inout ServiceRoutes) {
        routes.on(.post, "/cloudevents", for: [.partner, .operator]) { request in try await self.take(request) }
    }

    private func take(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let partner = try partner(of: request)
        try service.requireLog()
        let headers = request.request.headers.all.map { CloudEventHeader($0.name, $0.value) }
        if case .batch = CloudEventReader.mode(headers: headers, transport: .http) {
            return try await takeBatch(request, partner)
        }
        let event: CloudEvent
        do {
            event = try envelopes.read(body: request.request.body, headers: headers, transport: .http).get()
        } catch {
            throw ProblemDetails.badRequest("this is not a CloudEvent the archive can read", errors: error.faults)
        }
        try check([event], partner, request.principal)
        try await refuseConflict(event, partner, request)
        try await append([event], partner, request)
        return .json(Self.taken(event).encoded(), status: 202)
    }

    /// Tells the sender at once that the id was used for other content. Where the owner cannot be asked just now, its refusal comes as a receipt.
    private func refuseConflict(_ event: CloudEvent, _ partner: Partner, _ request: AuthorizedRequest) async throws {
        guard let kommune = event.extensions["kommune"].flatMap({ Organisasjonsnummer($0) }) else { return }
        let question = ConflictQuestion(
            service: service, source: event.source, id: event.id, partner: partner.navn, digest: MessageDigest.of(event))
        guard try await question.isConflict(kommune, request) else { return }
        let fault = Fault(
            pointer: "/id", code: "duplicate_id",
            message: "«\(event.id)» of «\(event.source)» was used before for other content; a new message needs a new id")
        throw ProblemDetails.conflict("nothing was taken in", errors: [fault])
    }

    private func takeBatch(_ request: AuthorizedRequest, _ partner: Partner) async throws -> HTTPResponse {
        var events: [CloudEvent] = []
        do {
            var faults: [Fault] = []
            for one in try envelopes.readBatch(body: request.request.body).get() {
                switch one {
                case .success(let event): events.append(event)
                case .failure(let rejection): faults += rejection.faults
                }
            }
            if !faults.isEmpty { throw Rejection(.ugyldigforespoersel, faults) }
        } catch let rejection as Rejection {
            throw ProblemDetails.badRequest("the batch is taken whole or not at all; nothing of it was taken", errors: rejection.faults)
        }
        try check(events, partner, request.principal)
        try await append(events, partner, request)
        return .json(JSONValue.array(events.map(Self.taken)).encoded(), status: 202)
    }

    /// What the sender can be told at once: the municipality, and whether the partner may write for it. The payload is judged by the intake.
    ///
    /// A token may be for fewer municipalities than its partner is.
    private func check(_ events: [CloudEvent], _ partner: Partner, _ principal: Principal) throws(ProblemDetails) {
        var (unknown, objections): ([Fault], [Fault]) = ([], [])
        for (index, event) in events.enumerated() {
            let base = events.count == 1 ? "" : "/\(index)"
            switch service.municipalities.kommune(of: event, at: base) {
            case .failure(let none): unknown.append(none.fault)
            case .success(let kommune):
                if !principal.kommuner.contains(kommune) {
                    objections.append(
                        Fault(
                            pointer: base + "/kommune", code: "token_not_allowed",
                            message: "\(principal.identity) may not act for the municipality \(kommune)"))
                }
                objections += partner.objections(source: event.source, kommune: kommune).map {
                    Fault(pointer: base + $0.pointer, code: $0.code, message: $0.message)
                }
            }
        }
        if !unknown.isEmpty { throw ProblemDetails(Rejection(.ugyldigforespoersel, unknown + objections)) }
        if !objections.isEmpty { throw .forbidden("\(partner.navn) may not send this", errors: objections) }
    }

    /// Appends the events to the topic of what the partner posted, each in the partition of its municipality, in the order given.
    private func append(_ events: [CloudEvent], _ partner: Partner, _ request: AuthorizedRequest) async throws {
        var batches: [Int32: [NewRecord]] = [:]
        for event in events {
            var event = event
            if event.extensions["traceparent"] == nil { event.extensions["traceparent"] = request.trace.traceparent }
            let kommune = event.extensions["kommune"] ?? ""
            batches[service.topics.partition(of: kommune), default: []].append(
                NewRecord(
                    key: Array(kommune.utf8), value: event.encoded(),
                    headers: CloudEvent.structuredHeaders.map { RecordHeader($0.name, $0.value) }))
        }
        for (partition, records) in batches.sorted(by: { $0.key < $1.key }) {
            do {
                _ = try await service.append(records, to: TopicPartition(service.topics.posted(partner.navn), partition))
            } catch let error as LogError where error.code == .recordTooLarge {
                throw ProblemDetails.tooLarge(limitBytes: TopicSettings.maximumRecordBytes)
            } catch let error as LogError {
                throw ProblemDetails.unavailable(
                    "the message could not be put on the log (\(error.code.rawValue)); send it again, same id", retryAfter: .seconds(2))
            }
        }
    }

    private func partner(of request: AuthorizedRequest) throws(ProblemDetails) -> Partner {
        let name = request.principal.partner ?? request.request.query["partner"]
        guard let name else { throw .badRequest("say for which partner with ?partner=") }
        guard let partner = service.context.partners[name] else { throw .forbidden("«\(name)» is no partner of this installation") }
        return partner
    }

    private static func taken(_ event: CloudEvent) -> JSONValue {
        let query = "source=\(PercentEncoding.query(event.source))&id=\(PercentEncoding.query(event.id))"
        return ["id": .string(event.id), "source": .string(event.source), "receipts": .string("/receipts?\(query)")]
    }
}
