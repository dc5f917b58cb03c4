/// A header of a Kafka record or an HTTP message, as far as CloudEvents needs it.
public struct CloudEventHeader: Hashable, Sendable {
    /// The name.
    public let name: String
    /// The value's bytes.
    public let value: [UInt8]

    /// A header with bytes.
    public init(_ name: String, _ value: [UInt8]) { (self.name, self.value) = (name, value) }

    /// A header with text.
    public init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
}

/// What carried an event; the two bind attributes to headers differently.
public enum CloudEventTransport: Sendable {
    /// A Kafka record: `ce_id`, UTF-8 as it is. (kafka-protocol-binding)
    case kafka
    /// An HTTP message: `ce-id`, percent-encoded. (http-protocol-binding)
    case http

    /// What stands before an attribute's name.
    var prefix: String {
        switch self {
        case .kafka: "ce_"
        case .http: "ce-"
        }
    }
}

extension CloudEvent {
    /// The content type of one event in structured mode.
    public static let structuredContentType = "application/cloudevents+json; charset=UTF-8"
    /// The content type of a batch.
    public static let batchContentType = "application/cloudevents-batch+json; charset=UTF-8"

    /// The headers of a record or request that carries `encoded()`.
    public static var structuredHeaders: [CloudEventHeader] { [CloudEventHeader("content-type", structuredContentType)] }

    /// The event in binary mode: attributes as headers, the content as the body.
    public func binaryMode(_ transport: CloudEventTransport) -> (headers: [CloudEventHeader], body: [UInt8]) {
        var attributes: [(String, String)] = [("specversion", Self.specversion), ("id", id), ("source", source), ("type", type)]
        if let subject { attributes.append(("subject", subject)) }
        if let time { attributes.append(("time", time.description)) }
        if let dataschema { attributes.append(("dataschema", dataschema)) }
        for name in extensions.keys.sorted() { attributes.append((name, extensions[name] ?? "")) }
        var headers = attributes.map { name, value in
            CloudEventHeader(transport.prefix + name, transport == .http ? PercentCoding.encoded(value) : value)
        }
        let body: [UInt8]
        var contentType = datacontenttype
        switch data {
        case .none: body = []
        case .json(let value):
            body = value.encoded()
            contentType = contentType ?? "application/json"
        case .text(let text): body = Array(text.utf8)
        case .binary(let bytes): body = bytes
        }
        if let contentType { headers.append(CloudEventHeader("content-type", contentType)) }
        return (headers, body)
    }
}

/// How CloudEvents attribute values are written in HTTP headers. (http-protocol-binding 3.1.3.2)
enum PercentCoding {
    /// Everything but printable ASCII without space, double quote and percent sign is written `%XX`.
    static func encoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte > 0x20, byte < 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "%") {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Undoes double quotes around the value, then `%XX`; a percent sign that no two digits follow stays. Nil when the result is not UTF-8.
    static func decoded(_ value: [UInt8]) -> String? {
        var source = value
        if source.count >= 2, source.first == UInt8(ascii: "\""), source.last == UInt8(ascii: "\"") {
            source = unquoted(source.dropFirst().dropLast())
        }
        var bytes: [UInt8] = []
        var index = 0
        while index < source.count {
            if source[index] == UInt8(ascii: "%"), index + 2 < source.count, let high = digit(source[index + 1]),
                let low = digit(source[index + 2])
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(source[index])
                index += 1
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map(UInt8.init)
    }

    private static func unquoted(_ source: some Sequence<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var isEscaped = false
        for byte in source {
            if !isEscaped, byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                result.append(byte)
                isEscaped = false
            }
        }
        return result
    }
}
