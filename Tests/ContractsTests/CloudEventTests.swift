import Contracts
import Domain
import Testing

/// CloudEvents 1.0.2: the forms read, the form written, and every fault with its place.
struct CloudEventTests {
    private let reader = CloudEventReader()

    private func read(_ text: String, _ headers: [CloudEventHeader] = [], _ transport: CloudEventTransport = .kafka) -> Result<
        CloudEvent, Rejection
    > {
        reader.read(body: Array(text.utf8), headers: headers, transport: transport)
    }

    private func faults(_ result: Result<CloudEvent, Rejection>) -> [String] {
        guard case .failure(let rejection) = result else { return [] }
        return rejection.faults.map { "\($0.pointer) \($0.code)" }.sorted()
    }

    private let whole = CloudEvent(
        id: "A-1", source: "/no/970540008/byggsak", type: "no.example.noe.v1", subject: "2026/1",
        time: Tidspunkt("2026-11-22T16:33:00.123Z"),
        datacontenttype: "application/json", dataschema: "https://example.no/noe.json",
        extensions: ["kommune": "970540008", "correlationid": "x"],
        data: .json(["saksaar": 2026, "liste": [1, true, "æøå \"\\\n"]]))

    @Test func `what is written in structured mode is read back equal`() throws {
        #expect(try reader.read(body: whole.encoded(), headers: CloudEvent.structuredHeaders).get() == whole)
        for data in [CloudEventData.none, .binary([0, 255, 10]), .json(.string("tekst")), .json(.null)] {
            var event = whole
            event.data = data
            #expect(try reader.read(body: event.encoded(), headers: []).get() == event)
        }
        var xml = whole
        xml.datacontenttype = "application/xml"
        xml.data = .text("<a>æ</a>")
        #expect(try reader.read(body: xml.encoded(), headers: []).get() == xml)
    }

    @Test func `what is written in binary mode is read back equal on Kafka and HTTP`() throws {
        var event = whole
        event.subject = "Løten % \"x\" \u{20AC}"
        for transport in [CloudEventTransport.kafka, .http] {
            let (headers, body) = event.binaryMode(transport)
            #expect(try reader.read(body: body, headers: headers, transport: transport).get() == event)
        }
    }

    @Test func `a binary event without content is a binary event with no data`() throws {
        var event = whole
        event.data = .none
        let (headers, body) = event.binaryMode(.kafka)
        #expect(body.isEmpty)
        #expect(try reader.read(body: body, headers: headers).get() == event)
    }

    @Test func `the same event always gives the same bytes, in one fixed order`() {
        #expect(
            String(decoding: whole.encoded(), as: UTF8.self)
                == #"{"specversion":"1.0","id":"A-1","source":"/no/970540008/byggsak","type":"no.example.noe.v1","subject":"2026/1","time":"2026-11-22T16:33:00.123Z","datacontenttype":"application/json","dataschema":"https://example.no/noe.json","correlationid":"x","kommune":"970540008","data":{"liste":[1,true,"æøå \"\\\n"],"saksaar":2026}}"#
        )
    }

    @Test func `every missing attribute is told at once`() {
        #expect(
            faults(read("{}")) == ["/id missing_member", "/source missing_member", "/specversion missing_member", "/type missing_member"])
    }

    @Test func `every wrong attribute is told at once with its place`() {
        let text = """
            {"specversion":"0.3","id":"","source":"not a uri","type":7,"time":"22.11.2026","dataschema":"relative","datacontenttype":"xml",
             "Kommune":"1","erlang":1.5,"liste":[],"altforlangtnavnpaautvidelse":"x","data":1,"data_base64":"%%"}
            """
        #expect(
            faults(read(text)) == [
                "/Kommune invalid_attribute_name", "/altforlangtnavnpaautvidelse too_long", "/data_base64 data_twice",
                "/data_base64 invalid_base64", "/datacontenttype invalid_media_type", "/dataschema invalid_uri", "/erlang wrong_type",
                "/id empty", "/liste wrong_type", "/source invalid_uri", "/specversion unknown_specversion", "/time invalid_time",
                "/type wrong_type",
            ])
    }

    @Test func `integers and booleans in extensions become text, null is unset`() throws {
        let event = try read(#"{"specversion":"1.0","id":"1","source":"/a","type":"t","antall":-3,"ja":true,"subject":null,"x":null}"#)
            .get()
        #expect(event.extensions == ["antall": "-3", "ja": "true"])
        #expect(event.subject == nil)
    }

    @Test func `a time without zone is refused, lower case is taken`() throws {
        let head = #"{"specversion":"1.0","id":"1","source":"/a","type":"t","time":"#
        #expect(faults(read(head + #""2026-11-22T16:33:00"}"#)) == ["/time invalid_time"])
        #expect(try read(head + #""2026-11-22t16:33:00+01:00"}"#).get().time == Tidspunkt("2026-11-22T15:33:00Z"))
    }

    @Test func `the content type decides the mode, whatever its case and parameters`() {
        func mode(_ type: String?, _ more: [CloudEventHeader] = [], _ transport: CloudEventTransport) -> String {
            let headers = more + (type.map { [CloudEventHeader("Content-Type", $0)] } ?? [])
            return String("\(CloudEventReader.mode(headers: headers, transport: transport))".prefix(9))
        }
        #expect(mode("Application/CloudEvents+JSON; charset=utf-8", [CloudEventHeader("ce_id", "1")], .kafka) == "structure")
        #expect(mode("application/json", [CloudEventHeader("ce_id", "1")], .kafka) == "binary")
        #expect(mode("application/json", [CloudEventHeader("CE-Id", "1")], .http) == "binary")
        #expect(mode(nil, [], .kafka) == "structure")
        #expect(mode("application/cloudevents-batch+json", [], .http) == "batch")
        #expect(mode("application/cloudevents-batch+json", [], .kafka) == "unknownFo")
        #expect(mode("application/cloudevents+xml", [], .http) == "unknownFo")
    }

    @Test func `each event of a batch is judged on its own`() throws {
        let results = try reader.readBatch(
            body: Array("[\(String(decoding: whole.encoded(), as: UTF8.self)),{\"specversion\":\"1.0\"},3]".utf8)
        ).get()
        #expect(results.count == 3)
        #expect(try results[0].get() == whole)
        #expect(faults(results[1]) == ["/1/id missing_member", "/1/source missing_member", "/1/type missing_member"])
        #expect(faults(results[2]) == ["/2 wrong_type"])
        let event = String(decoding: CloudEvent.encoded(batch: [whole, whole]), as: UTF8.self)
        #expect(try reader.readBatch(body: Array(event.utf8)).get().count == 2)
    }

    @Test func `an event larger than the limit is refused before it is read`() {
        #expect(faults(reader.read(body: [UInt8](repeating: 32, count: 100 * 1024 * 1024), headers: [])) == [" too_large"])
    }

    @Test func `JSON content in binary mode is read, and its faults stand below data`() {
        let headers =
            ["id": "1", "source": "/a", "type": "t", "specversion": "1.0"].map { CloudEventHeader("ce_\($0.key)", $0.value) }
            + [CloudEventHeader("content-type", "application/json")]
        #expect(faults(reader.read(body: Array(#"{"a":{"b":1,"b":2}}"#.utf8), headers: headers)) == ["/data/a/b duplicate_member"])
        #expect(faults(reader.read(body: Array("1".utf8), headers: headers + [CloudEventHeader("ce_id", "2")])) == ["/id duplicate_member"])
    }

    @Test func `what is sound of a message that is no event as a whole can be told, each attribute by itself`() {
        let body = #"{"id":"a","source":"not a uri","time":"2026-11-22 16:33","kommune":"970540008","subject":"","data":{"id":"b"}}"#
        #expect(reader.soundAttributes(body: Array(body.utf8), headers: []) == ["id": "a", "kommune": "970540008"])
        let headers = [
            CloudEventHeader("ce_id", "1"), CloudEventHeader("ce_source", [0xFF]), CloudEventHeader("ce_type", "t"),
            CloudEventHeader("ce_type", "u"), CloudEventHeader("ce_kommune", "970540008"),
        ]
        #expect(reader.soundAttributes(body: Array("{".utf8), headers: headers) == ["id": "1", "kommune": "970540008"])
        for body in ["", "[]", "{", #"{"id":"a","id":"b"}"#] {
            #expect(reader.soundAttributes(body: Array(body.utf8), headers: []).isEmpty)
        }
        #expect(reader.soundAttributes(body: [UInt8](repeating: 32, count: 100 * 1024 * 1024), headers: []).isEmpty)
    }
}
