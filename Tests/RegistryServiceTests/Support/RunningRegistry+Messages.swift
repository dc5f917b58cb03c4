import CommitLog
import Contracts
import Domain
import ServiceTestSupport
import ShardRuntime

@testable import RegistryService

/// What partners and operators do, in the words of the tests.
extension RunningRegistry {
    static let hamar = "970540008"
    static let loeten = "964950679"

    /// Sets a municipality up.
    @discardableResult
    func setUp(_ kommune: String = hamar, navn: String = "Hamar", nummer: String = "3403") async throws -> Answer {
        let answer = try await post("/kommuner", Self.kommune(kommune, navn: navn, nummer: nummer))
        guard answer.status == 201 else { throw Unexpected(description: "\(kommune): \(answer.status) \(answer.text)") }
        return answer
    }

    static func kommune(_ kommune: String = hamar, navn: String = "Hamar", nummer: String = "3403") -> JSONValue {
        ["organisasjonsnummer": .string(kommune), "kommunenummer": .string(nummer), "navn": .string(navn)]
    }

    /// An event with an arkivmelding.
    static func event(
        _ id: String, _ data: CloudEventData, kommune: String? = hamar, source: String? = nil,
        type: String = FiksExamples.opprett, contentType: String? = nil
    ) -> CloudEvent {
        var extensions: [String: String] = [:]
        extensions["kommune"] = kommune
        return CloudEvent(
            id: id, source: source ?? "/no/\(kommune ?? hamar)/byggsak", type: type, datacontenttype: contentType, extensions: extensions,
            data: data)
    }

    /// Sends an event over HTTP.
    func send(_ event: CloudEvent, as identity: String = "byggsak") async throws -> Answer {
        try await call(
            "POST", "/cloudevents", as: identity, body: event.encoded(), headers: [("Content-Type", "application/cloudevents+json")])
    }

    /// Sends an event and waits for its last receipt.
    func answered(_ event: CloudEvent) async throws -> Receipts {
        let answer = try await send(event)
        guard answer.status == 202 else { throw Unexpected(description: "\(event.id): \(answer.status) \(answer.text)") }
        return try await receipts(of: event)
    }

    /// Waits for a message's last receipt.
    func receipts(of event: CloudEvent, as identity: String = "byggsak", count: Int = 1) async throws -> Receipts {
        let query = "/receipts?source=\(event.source)&id=\(event.id)"
        var last: Answer?
        do {
            return try await eventually("the receipts of \(event.id)") {
                let answer = try await get(query, as: identity)
                last = answer
                let receipts = Receipts(events: answer.json.elements ?? [])
                return receipts.final.count >= count ? receipts : nil
            }
        } catch let error as Unexpected {
            throw Unexpected(description: "\(error), last \(last?.status ?? 0) \(last?.text ?? ""); log: \(logLines.suffix(10))")
        }
    }

    /// Puts a record on a partner's topic, as its own Kafka client would.
    @discardableResult
    func publish(_ records: [NewRecord], by partner: String = "byggsak", partition: Int32 = 0) async throws -> [Offset] {
        try await folder.withLog { log, topics in
            try await log.append(records, to: TopicPartition(topics.inbound(partner), partition))
        }
    }

    /// A structured event as a record.
    static func record(_ event: CloudEvent) -> NewRecord {
        NewRecord(
            key: event.extensions["kommune"].map { Array($0.utf8) }, value: event.encoded(),
            headers: CloudEvent.structuredHeaders.map { RecordHeader($0.name, $0.value) })
    }

    /// Every value that stands in a topic now, in order, partition by partition.
    func values(_ topic: @Sendable (Topics) -> String) async throws -> [JSONValue] { try await folder.values(topic) }

    /// Verifies a municipality: chain, and replay against the store.
    func verify(_ kommune: String = hamar) async throws -> Answer {
        let answer = try await call("POST", "/admin/verify?kommune=\(kommune)")
        guard answer.status == 200 else {
            throw Unexpected(description: "\(answer.text): \(logLines.filter { $0.contains("a request failed") })")
        }
        return answer
    }

    /// What is open or closed in quarantine, oldest first, once there are so many.
    func quarantine(count: Int) async throws -> [JSONValue] {
        try await eventually("\(count) messages in quarantine") {
            let entries = try await get("/quarantine", as: "operator").json["treff"]?.elements ?? []
            return entries.count >= count ? entries : nil
        }
    }
}

/// The receipts of one message.
struct Receipts: Equatable {
    let events: [JSONValue]

    /// Those that end the matter.
    var final: [JSONValue] { events.filter { $0["type"]?.text?.hasSuffix(".mottatt") == false } }
    var types: [String] {
        events.compactMap { $0["type"]?.text }.map { $0.replacing("no.ks.fiks.arkiv.v1.", with: "") }
    }
    var isKvittering: Bool { types == ["arkivering.arkivmelding.opprett.mottatt", "arkivering.arkivmelding.opprett.kvittering"] }
    /// The content of the last one, JSON.
    var data: JSONValue { final.last?["data"] ?? .null }
    /// Its faults.
    var faults: [JSONValue] { data["feil"]?.elements ?? [] }
    var codes: [String] { faults.compactMap { $0["code"]?.text } }
}
