import Contracts
import Domain
import Foundation
import OutsideJudges
import Testing

/// Our CloudEvents held against the official schema and the Python SDK.
struct CloudEventOracleTests {
    private static let events: [CloudEvent] = [
        CloudEvent(id: "1", source: "/a", type: "t"),
        CloudEvent(
            id: "æ-2", source: "/no/970540008/byggsak", type: "no.example.noe.v1", subject: "2026/1 – Løten",
            time: Tidspunkt("2026-11-22T16:33:00.123Z"),
            datacontenttype: "application/json", dataschema: "https://example.no/noe.json",
            extensions: ["kommune": "970540008", "correlationid": "x"],
            data: .json(["saksaar": 2026, "navn": "Bjørn"])),
        CloudEvent(id: "3", source: "/a", type: "t", datacontenttype: "application/xml", data: .text("<a>æ</a>")),
        CloudEvent(id: "4", source: "/a", type: "t", datacontenttype: "application/xml", data: .binary(Array("<a>æ</a>".utf8))),
    ]

    @Test(.enabled(if: OutsideJudge.isPresent && SharedData.has("cloudevents"), "\(OutsideJudge.missing); \(SharedData.missing)"))
    func `what we write is valid by the official schema and by ours`() async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("sakarkiv-events-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }  // a temporary folder left behind harms nobody
        var paths: [String] = []
        for event in Self.events {
            paths.append(directory.appendingPathComponent("\(paths.count).json").path)
            try Data(event.encoded()).write(to: URL(fileURLWithPath: paths[paths.count - 1]))
        }
        let schema = try #require(SharedData.directory).appendingPathComponent("cloudevents/cloudevents.json").path
        let verdict = try await OutsideJudge.run("check-jsonschema", ["--schemafile", schema] + paths)
        #expect(verdict.status == 0, "\(verdict.output)")
        let ours = try await OutsideJudge.validate(Self.events.map { ("cloudevent", $0.jsonValue) })
        #expect(ours.allSatisfy { $0.isEmpty }, "\(ours)")
    }

    @Test(.enabled(if: OutsideJudge.isPresent, "\(OutsideJudge.missing)"))
    func `what our schema refuses, the reader refuses, and the other way round`() async throws {
        let head = #""specversion":"1.0","id":"1","source":"/a","type":"t""#
        let cases: [(String, Bool)] = [
            ("{\(head)}", true), (#"{\#(head),"subject":null,"x":true,"y":-3,"z":"å"}"#, true), (#"{\#(head),"data":null}"#, true),
            (#"{\#(head),"data":1,"data_base64":null}"#, true), (#"{\#(head),"Kommune":"x"}"#, false), (#"{\#(head),"x":1.5}"#, false),
            (#"{\#(head),"x":[1]}"#, false), (#"{\#(head),"data":1,"data_base64":"AA=="}"#, false), (#"{\#(head),"x":4294967296}"#, false),
            (#"{\#(head),"kommune":970540008}"#, false), (#"{\#(head),"time":"22.11.2026"}"#, false),
            (#"{\#(head),"time":"2026-11-22T16:33:00"}"#, false), (#"{"specversion":"1.0","id":"","source":"/a","type":"t"}"#, false),
            (#"{"specversion":"0.3","id":"1","source":"/a","type":"t"}"#, false), (#"{"id":"1"}"#, false), ("[]", false),
            (#"{\#(head),"enaltforlangutvidelsesattributt":"x"}"#, false),
        ]
        let verdicts = try await OutsideJudge.validate(cases.map { ("cloudevent", try JSONReader.read(Array($0.0.utf8))) })
        for ((text, isValid), verdict) in zip(cases, verdicts) {
            #expect(verdict.isEmpty == isValid, "schema: \(text) \(verdict)")
            // The reader leaves the meaning of `kommune` to the intake; it takes an integer where the schema wants nine digits in a string.
            guard !text.contains("kommune") else { continue }
            let result = CloudEventReader().read(body: Array(text.utf8), headers: [])
            let isTaken = if case .success = result { true } else { false }
            #expect(isTaken == isValid, "reader: \(text) \(result)")
        }
    }

    @Test(.enabled(if: OutsideJudge.has("cloudevents.core"), "\(OutsideJudge.missing)"))
    func `the Python SDK reads from our HTTP headers what we wrote`() async throws {
        for event in Self.events {
            let (headers, body) = event.binaryMode(.http)
            let task: JSONValue = [
                "headers": .object(
                    Dictionary(headers.map { ($0.name, .string(String(decoding: $0.value, as: UTF8.self))) }) { first, _ in first }),
                "body": .string(Data(body).base64EncodedString()),
            ]
            let verdict = try await OutsideJudge.run("python3", ["-c", Self.script, task.json])
            #expect(verdict.status == 0, "\(verdict.output)")
            guard verdict.status == 0 else { continue }
            let theirs = try JSONReader.read(Array(verdict.output.utf8))
            #expect(theirs["id"]?.text == event.id)
            #expect(theirs["source"]?.text == event.source)
            #expect(theirs["subject"]?.text == event.subject)
            for (name, value) in event.extensions { #expect(theirs[name]?.text == value) }
        }
    }

    private static let script = """
        import base64, json, sys
        task = json.loads(sys.argv[1])
        from cloudevents.core.bindings.http import HTTPMessage, from_binary_event
        from cloudevents.core.formats.json import JSONFormat
        event = from_binary_event(HTTPMessage(headers=task["headers"], body=base64.b64decode(task["body"])), JSONFormat())
        print(json.dumps({k: str(v) for k, v in event.get_attributes().items()}))
        """
}
