import CommitLog
import Contracts
import DomainTestSupport
import Foundation
import ServiceTestSupport
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// What the operator's side shows: quarantine, traces, status, metrics and log lines tell nothing that stands in a message, whatever a sender writes
    /// and wherever they write it.
    struct DriftslekkasjeTests {
        @Test(.timeLimit(.minutes(3))) func `nothing that stands in a message is told to the operator`() async throws {
            let seed: UInt64 = 1
            let folder = try DataFolder()
            let registry = try await RunningRegistry.start(in: folder)
            let told: [(place: String, text: String)]
            do {
                told = try await everything(registry, folder, seed: seed)
            } catch {
                await registry.stop()
                throw error
            }
            #expect(await registry.stop() == .ok)
            for (place, text) in told + registry.logLines.map({ ("a log line", $0) }) {
                let words = Set(text.matches(of: /hem[0-9]+x/).map { String($0.output) })
                #expect(words.isEmpty, "seed \(seed): \(place) tells \(words.sorted().joined(separator: ", ")): \(text.prefix(2_000))")
            }
        }

        /// Sends what the seed gives, waits until all has been taken in or set aside, and gives what an operator is then shown.
        private func everything(
            _ registry: RunningRegistry, _ folder: DataFolder, seed: UInt64
        ) async throws -> [(place: String, text: String)] {
            try await registry.setUp()
            var meldinger = Tilfeldigemeldinger(seed: seed)
            var traces: [String] = []
            var records: [NewRecord] = []
            for number in 1...60 {
                let trace = String(repeating: "0", count: 30) + String(format: "%02x", number)
                traces.append(trace)
                let event = meldinger.neste("m\(number)", traceparent: "00-\(trace)-00000000000000ab-01")
                guard number % 3 == 0 else {
                    records.append(meldinger.record(event))
                    continue
                }
                let answer = try await registry.answer(
                    "POST", "/cloudevents", as: "byggsak", body: event.encoded(),
                    headers: [("Content-Type", "application/cloudevents+json")])
                #expect([202, 400, 422].contains(answer.status), "\(answer.text)")
            }
            // The last is sound: when it has its receipt, the others before it have become what they are.
            let last = meldinger.sist()
            records.append(meldinger.record(last))
            let batch = records
            try await folder.withLog { log, topics in
                _ = try await log.append(batch, to: TopicPartition(topics.inbound("byggsak"), 0))
            }
            try await eventually("the last message's receipt") {
                let answer = try await registry.answer("GET", "/receipts?source=\(last.source)&id=\(last.id)", as: "byggsak")
                return answer.text.contains("kvittering") ? true : nil
            }
            return try await shown(registry, traces)
        }

        private func shown(_ registry: RunningRegistry, _ traces: [String]) async throws -> [(place: String, text: String)] {
            var paths = ["/metrics", "/admin/status", "/quarantine", "/openapi.json", "/readyz"]
            let list = try await registry.answer("GET", "/quarantine", as: "operator")
            let ids = list.json["treff"]?.elements?.compactMap { $0["id"]?.text } ?? []
            #expect(ids.count > 5, "the seed gives messages that are set aside: \(list.text)")
            paths += ids.map { "/quarantine/\($0)" }
            paths += traces.map { "/admin/trace/\($0)?from=2020-01-01T00:00:00Z" }
            var told: [(place: String, text: String)] = []
            for path in paths {
                let answer = try await registry.answer("GET", path, as: "operator")
                #expect(answer.status == 200, "\(path): \(answer.text)")
                told.append(("GET \(path)", answer.text))
            }
            return told
        }
    }
}

/// Messages with a secret word in every text, some of them broken: in a code, in the name of a member, in a number's place, in an attribute.
private struct Tilfeldigemeldinger {
    private var froe: Froe
    private var words = 0
    private let examples: [CloudEvent]

    init(seed: UInt64) {
        froe = Froe(seed)
        // An example that cannot be read is told of by the contracts' own tests.
        examples = Contracts.examples(of: "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett").filter { $0.name.hasPrefix("valid") }
            .compactMap { try? JSONReader.read($0.content) }.compactMap { try? CloudEventReader().event(from: $0).get() }
    }

    private mutating func word() -> String {
        words += 1
        return "hem\(words)x"
    }

    mutating func neste(_ id: String, traceparent: String) -> CloudEvent {
        var event = froe.velg(examples)
        event.id = id
        event.extensions["traceparent"] = traceparent
        event.subject = word()
        if case .json(let data) = event.data {
            let breaks = froe.en(av: 2)
            event.data = .json(plant(data, under: "", breaks: breaks))
        }
        if froe.en(av: 8) { event.extensions["hemmelig"] = word() }
        return event
    }

    /// A sound message, the last of all.
    mutating func sist() -> CloudEvent {
        CloudEvent(
            id: "sist", source: "/no/\(RunningRegistry.hamar)/byggsak", type: "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett",
            datacontenttype: "application/json", extensions: ["kommune": RunningRegistry.hamar],
            data: .json(["system": "Byggesak", "antallFiler": 0, "mappe": ["type": "saksmappe", "tittel": .string(word())]]))
    }

    /// The event as a record, now and then cut off or with secrets in its headers.
    mutating func record(_ event: CloudEvent) -> NewRecord {
        var value = event.encoded()
        if event.id != "sist" {
            if froe.en(av: 8) { value = Array(value.prefix(Int.random(in: 1..<value.count, using: &froe))) }
            if froe.en(av: 12) { value = Array(word().utf8) }
        }
        var record = NewRecord(
            key: Array(RunningRegistry.hamar.utf8), value: value,
            headers: CloudEvent.structuredHeaders.map { RecordHeader($0.name, $0.value) })
        if froe.en(av: 4) { record.headers.append(RecordHeader("ce_subject", word())) }
        if event.id != "sist", froe.en(av: 12) { record.key = Array(word().utf8) }
        return record
    }

    /// Texts that rules look at stand as they are, unless this message shall be broken.
    private static let kept: Set<String> = ["type", "kode", "referanseDokumentfil", "mottattDato", "data_base64", "navn", "klasseID"]

    private mutating func plant(_ value: JSONValue, under name: String, breaks: Bool) -> JSONValue {
        switch value {
        case .string(let text):
            if Self.kept.contains(name), !(breaks && froe.en(av: 4)) { return .string(text) }
            return .string(word())
        case .int, .double, .bool:
            return breaks && froe.en(av: 4) ? .string(word()) : value
        case .array(let elements):
            return .array(elements.map { plant($0, under: name, breaks: breaks) })
        case .object(let members):
            var planted: [String: JSONValue] = [:]
            for (key, inner) in members.sorted(by: { $0.key < $1.key }) { planted[key] = plant(inner, under: key, breaks: breaks) }
            if breaks, froe.en(av: 6) { planted[word()] = .string(word()) }
            return .object(planted)
        case .null: return .null
        }
    }
}
