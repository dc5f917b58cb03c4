import Contracts
import Foundation
import Synchronization
import Testing

@testable import SakArkivCommand

struct TraceTests {
    private static let id = "4bf92f3577b34da6a3ce929d0e0e4736"

    private static func moment(_ milliseconds: Int) -> JSONValue {
        .string("2026-11-22T20:00:0\(milliseconds / 1_000).\(String(String(1_000 + milliseconds % 1_000).dropFirst()))Z")
    }

    private static func record(_ kind: String, _ topic: String, _ offset: Int64, at: Int, _ more: [String: JSONValue] = [:]) -> JSONValue {
        .object(
            ["kind": .string(kind), "topic": .string("sakarkiv.\(topic)"), "partition": 3, "offset": .int(offset), "time": moment(at)]
                .merging(more) { $1 })
    }

    private static func commit(
        _ service: String, _ offset: Int64, at: Int, decided: Int, cause: (topic: String, offset: Int64)?, _ events: [(String, Int64?)]
    ) -> JSONValue {
        var place: JSONValue = [:]
        if let cause { place = ["topic": .string("sakarkiv.\(cause.topic)"), "partition": 3, "offset": .int(cause.offset)] }
        let names = events.map { type, count -> JSONValue in
            .object(["type": .string(type)].merging(count.map { ["dokumentobjekter": .int($0)] } ?? [:]) { $1 })
        }
        return record(
            "commit", "\(service).commits", offset, at: at,
            [
                "commit": [
                    "kommune": "970540008", "epoch": 1, "sequence": .int(offset), "decided": moment(decided), "cause": place,
                    "traceparent": .string("00-\(id)-00f067aa0ba902b7-01"),
                    "events": .array(names), "partners": service == "registry" ? ["byggsak"] : [],
                ]
            ])
    }

    /// What registry has of a message with a file that documents is about to store.
    private static let registry: [JSONValue] = [
        record(
            "message", "inbound.byggsak", 7, at: 100,
            ["event": ["type": "x.opprett", "id": "m-1", "source": "/no/970540008/byggsak", "time": moment(90)]]),
        record("command", "registry.commands", 4, at: 104),
        commit(
            "registry", 20, at: 130, decided: 110, cause: ("registry.commands", 4), [("saksmappe.opprettet", nil), ("filer.oppgitt", 1)]),
        record(
            "receipt", "receipts.byggsak", 30, at: 140,
            ["event": ["type": "x.mottatt", "id": "r-1", "source": "/a", "time": moment(110), "correlationid": "m-1"]]),
        record(
            "receipt", "receipts.byggsak", 31, at: 140,
            ["event": ["type": "x.kvittering", "id": "r-2", "source": "/a", "time": moment(110), "correlationid": "m-1"]]),
    ]
    private static let stored = commit("documents", 9, at: 180, decided: 150, cause: ("registry.commits", 20), [("fil.lagret", 1)])
    private static let completed = commit(
        "registry", 21, at: 220, decided: 190, cause: ("documents.commits", 9), [("dokumentobjekt.fullfoert", 1)])

    /// Services that know the message `m-1`, whose file is stored at the n-th look.
    private func services(storedAtLook: Int = 1) -> ScriptedServices {
        let services = ScriptedServices()
        let looks = Mutex(0)
        services.answer("GET /kommuner", ["treff": [["organisasjonsnummer": "964950679"], ["organisasjonsnummer": "970540008"]]])
        services.handle("GET /receipts") { request in
            guard request.url.contains("970540008"), request.url.contains("m-1") else { return ScriptedServices.json(200, []) }
            return ScriptedServices.json(
                200,
                [
                    [
                        "type": "x.kvittering", "time": Self.moment(110), "kommune": "970540008",
                        "traceparent": .string("00-\(Self.id)-00f067aa0ba902b7-01"),
                        "data": ["mappeKvittering": ["saksaar": 2026, "sakssekvensnummer": 1]],
                    ]
                ])
        }
        services.handle("GET /admin/trace/\(Self.id)") { request in
            let isRegistry = request.url.contains(":7410")
            let look = looks.withLock { looks in
                if isRegistry { looks += 1 }
                return looks
            }
            let isStored = look >= storedAtLook
            let records =
                isRegistry
                ? Self.registry + (isStored ? [Self.completed] : []) : request.url.contains(":7420") && isStored ? [Self.stored] : []
            return ScriptedServices.json(200, ["records": .array(records), "examined": 5])
        }
        services.handle("GET /admin/status") { request in
            let inputs = ["registry", "documents"].map { service -> JSONValue in
                ["topic": .string("sakarkiv.\(service).commits"), "position": 99, "end": 99]
            }
            let partition: JSONValue = [
                "partition": 3, "role": "owner", "commits": ["position": 99, "end": 99, "published": 99],
                "inputs": request.url.contains(":7410") ? .array([inputs[1]]) : .array(inputs),
            ]
            return ScriptedServices.json(200, ["partitions": [partition], "quarantine": ["open": 0]])
        }
        return services
    }

    @Test func `a message's steps stand in order, each with what it followed from`() async throws {
        let run = try await CommandRun.of(["trace", "m-1", "--json"], services())
        #expect(run.code == .ok)
        let trace = try #require(try run.json.first)
        let steps = trace["steps"]?.elements ?? []
        #expect(
            steps.compactMap { $0["who"]?.text } == ["partner", "partner", "registry", "registry", "registry", "documents", "registry"])
        #expect(steps.compactMap { $0["atMilliseconds"]?.integer } == [-10, 0, 4, 30, 40, 80, 120])
        #expect(steps.map { $0["tookMilliseconds"]?.integer } == [nil, nil, 4, 26, 10, 50, 40])
        #expect(steps.map { $0["decidedAfterMilliseconds"]?.integer } == [nil, nil, nil, 6, nil, 20, 10])
        #expect(steps[3]["what"] == "saksmappe.opprettet, filer.oppgitt")
        #expect(steps[4]["what"] == "mottatt, kvittering on receipts.byggsak")
        #expect(trace["totalMilliseconds"] == 120 && trace["trace"]?.text == Self.id)
    }

    @Test func `people see one line a step, with a bar where it lies`() async throws {
        let run = try await CommandRun.of(["trace", "m-1"], services())
        #expect(run.code == .ok)
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(lines[0].contains("m-1 of /no/970540008/byggsak") && lines[0].contains("sak 2026/1"))
        let line = try #require(lines.first { $0.contains("fil.lagret") })
        #expect(line.contains("░░░░██████"), "\(line)")
        #expect(line.split(separator: " ").prefix(3) == ["80", "50", "documents"])
        #expect(Set(lines.dropFirst(3).compactMap { $0.firstRange(of: "  ") == nil ? $0 : nil }).isEmpty)
    }

    @Test func `what documents tells of a file stands with the file's commit, by its own name`() throws {
        let told = Self.record(
            "receipt", "receipts.byggsak", 32, at: 190,
            ["event": ["type": "no.sakarkiv.documents.kvittering.fil.feilet.v1", "id": "r-3", "source": "/a", "time": Self.moment(150)]])
        let entries = (Self.registry + [Self.stored, told]).compactMap { TraceEntry($0, of: $0 == Self.stored ? .documents : .registry) }
        let steps = try #require(Timeline(entries)).steps
        let step = try #require(steps.last)
        #expect(step.who == "documents" && step.what == "fil.feilet on receipts.byggsak" && step.took == 10)
    }

    @Test func `an id that nobody knows is exit code 1 and says what to try`() async throws {
        let run = try await CommandRun.of(["trace", "m-2"], services())
        #expect(run.code == .refused)
        #expect(run.error.contains("nothing is known of «m-2»") && run.error.contains("--source"))
    }

    @Test func `a trace id, or a whole traceparent, is looked for backwards in registry's log`() async throws {
        for word in [Self.id, "00-\(Self.id)-00f067aa0ba902b7-01", Self.id.uppercased()] {
            let run = try await CommandRun.of(["trace", word, "--json"], services())
            #expect(run.code == .ok, "\(word): \(run.error)")
            #expect(try run.json.first?["steps"]?.elements?.count == 7)
        }
    }

    @Test func `a case is found by its number or its systemID, by the commit that made it`() async throws {
        let systemID = "0197d2f0-0000-7000-8000-000000000001"
        let services = services()
        let sak: JSONValue = ["systemID": .string(systemID), "opprettetDato": Self.moment(130), "tittel": "Nybygg"]
        for path in ["2026/1", systemID] {
            services.handle("GET /saksmapper/\(path)") { request in
                request.url.contains("970540008") ? ScriptedServices.json(200, sak) : ScriptedServices.problem(404, "no such case")
            }
        }
        services.handle("GET /journalposter/\(systemID)") { _ in ScriptedServices.problem(404, "no such journalpost") }
        services.answer("GET /admin/trace/\(systemID)", ["records": [Self.registry[2]], "examined": 1])
        for word in ["2026/1", systemID] {
            let run = try await CommandRun.of(["trace", word], services)
            #expect(run.code == .ok, "\(word): \(run.error)")
            #expect(run.output.hasPrefix(word) && run.output.contains("fil.lagret"))
            // A title may be screened, and this is an operator's screen.
            #expect(!run.output.contains("Nybygg"))
        }
    }

    @Test func `waiting goes on until the file is stored`() async throws {
        let services = services(storedAtLook: 4)
        let early = try await CommandRun.of(
            ["trace", "m-1", "--wait", "--wait-seconds", "1", "--json"], self.services(storedAtLook: 1_000))
        #expect(early.code == .temporary)
        #expect(try early.json.first?["outstanding"] == ["1 file is still to come"])
        let run = try await CommandRun.of(["trace", "m-1", "--wait", "--json"], services)
        #expect(run.code == .ok)
        #expect(try run.json.first?["outstanding"] == [])
        #expect(try run.json.first?["steps"]?.elements?.count == 7)
    }

    @Test func `following shows each step once, as it comes`() async throws {
        let run = try await CommandRun.of(["trace", "m-1", "--follow"], services(storedAtLook: 3))
        #expect(run.code == .ok)
        #expect(run.error.components(separatedBy: "fil.lagret").count == 2)
        #expect(run.error.components(separatedBy: "saksmappe.opprettet").count == 2)
    }

    @Test func `a service that does not answer is told of, the others' steps are shown`() async throws {
        let services = services()
        let run = try await CommandRun.of(["trace", "m-1", "--retention", "http://nowhere/x"], services)
        #expect(run.code == .unavailable)
        #expect(run.output.contains("fil.lagret"))
        #expect(run.output.contains("nothing is known of retention's part"))
    }

    @Test func `a service of an older version is told of`() async throws {
        let services = services()
        services.handle("GET /old/admin/trace/\(Self.id)") { _ in ScriptedServices.problem(404, "no such path") }
        let run = try await CommandRun.of(["trace", "m-1", "--documents", "http://h/old"], services)
        #expect(run.code == .unavailable)
        #expect(run.output.contains("does not know traces"))
    }
}
