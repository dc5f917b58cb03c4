import ArchiveTestSupport
import CommitLog
import Contracts
import Crypto

/// Messages with files, as partners put them on their topic.
enum Message {
    /// `filer` beside the arkivmelding.
    static func json(_ files: [(name: String, bytes: [UInt8])], id: String = "m") -> NewRecord {
        let filer = files.map { JSONValue.object(["navn": .string($0.name), "data_base64": .string(Base64.encode($0.bytes))]) }
        return structured(.json(["arkivmelding": [:], "filer": .array(filer)]), nil, id)
    }

    /// A container, structured.
    static func container(_ files: [(name: String, bytes: [UInt8])]) -> NewRecord {
        structured(.binary(packed(files)), "application/vnd.etsi.asic-e+zip", "m")
    }

    /// A container, binary mode.
    static func binary(_ files: [(name: String, bytes: [UInt8])]) -> NewRecord {
        NewRecord(
            key: nil, value: packed(files),
            headers: [
                RecordHeader("content-type", "application/vnd.etsi.asic-e+zip"), RecordHeader("ce_id", "m"),
                RecordHeader("ce_specversion", "1.0"), RecordHeader("ce_source", "/no/1"), RecordHeader("ce_type", "t"),
            ])
    }

    /// An ASiC-E with these files beside its message.
    private static func packed(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        ZipMaker.zip(
            [
                .init("mimetype", "application/vnd.etsi.asic-e+zip".utf8), .init("arkivmelding.xml", "<arkivmelding/>".utf8),
            ] + files.map { .init($0.name, $0.bytes) })
    }

    private static func structured(_ data: CloudEventData, _ contentType: String?, _ id: String) -> NewRecord {
        let event = CloudEvent(id: id, source: "/no/1", type: "t", datacontenttype: contentType, data: data)
        return NewRecord(
            key: nil, value: event.encoded(), headers: CloudEvent.structuredHeaders.map { RecordHeader($0.name, $0.value) })
    }
}
