import Domain
import Foundation

/// An event in the CloudEvents 1.0.2 envelope. (cloudevents/spec, `spec.md`, 1.0.2)
///
/// A value made here is not checked; what comes from outside goes through `CloudEventReader`.
public struct CloudEvent: Hashable, Sendable {
    /// Unique per source.
    public var id: String
    /// Who it comes from, a URI reference such as `/no/970540008/byggsak`.
    public var source: String
    /// What it is, such as `no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett`.
    public var type: String
    /// What it is about, in the source's words.
    public var subject: String?
    /// When it happened.
    public var time: Tidspunkt?
    /// The media type of the content; absent means JSON.
    public var datacontenttype: String?
    /// An absolute URI of the schema the content keeps to.
    public var dataschema: String?
    /// Extension attributes (`kommune`, `correlationid`, `traceparent`, …); booleans and integers in their text form.
    public var extensions: [String: String]
    /// The content.
    public var data: CloudEventData

    /// An event with these parts.
    public init(
        id: String, source: String, type: String, subject: String? = nil, time: Tidspunkt? = nil, datacontenttype: String? = nil,
        dataschema: String? = nil, extensions: [String: String] = [:], data: CloudEventData = .none
    ) {
        self.id = id
        self.source = source
        self.type = type
        self.subject = subject
        self.time = time
        self.datacontenttype = datacontenttype
        self.dataschema = dataschema
        self.extensions = extensions
        self.data = data
    }

    /// The one version of the specification spoken here.
    public static let specversion = "1.0"
}

extension CloudEvent {
    /// The members of the JSON format in a fixed order: required attributes, optional ones, extensions by name, content.
    var structuredMembers: [(String, JSONValue)] {
        var members: [(String, JSONValue)] = [
            ("specversion", .string(Self.specversion)), ("id", .string(id)), ("source", .string(source)), ("type", .string(type)),
        ]
        if let subject { members.append(("subject", .string(subject))) }
        if let time { members.append(("time", .string(time.description))) }
        if let datacontenttype { members.append(("datacontenttype", .string(datacontenttype))) }
        if let dataschema { members.append(("dataschema", .string(dataschema))) }
        for name in extensions.keys.sorted() { members.append((name, .string(extensions[name] ?? ""))) }
        switch data {
        case .none: break
        case .json(let value): members.append(("data", value))
        case .text(let text): members.append(("data", .string(text)))
        case .binary(let bytes): members.append(("data_base64", .string(Data(bytes).base64EncodedString())))
        }
        return members
    }

    /// The event in the JSON format (structured mode), deterministic: equal events give equal bytes.
    public func encoded() -> [UInt8] {
        var writer = JSONWriter()
        writer.write(members: structuredMembers)
        return writer.bytes
    }

    /// The event as a JSON value.
    public var jsonValue: JSONValue {
        .object(Dictionary(structuredMembers) { first, _ in first })
    }

    /// Several events in the JSON batch format (HTTP only; Kafka has no batch mode).
    public static func encoded(batch events: [CloudEvent]) -> [UInt8] {
        var writer = JSONWriter()
        writer.write(raw: "[")
        for (index, event) in events.enumerated() {
            if index > 0 { writer.write(raw: ",") }
            writer.write(members: event.structuredMembers)
        }
        writer.write(raw: "]")
        return writer.bytes
    }
}

extension CloudEvent: Codable {
    /// Reads the JSON format; the same checks as `CloudEventReader`.
    public init(from decoder: any Decoder) throws {
        let value = try JSONValue(from: decoder)
        switch CloudEventReader().event(from: value) {
        case .success(let event): self = event
        case .failure(let rejection):
            let text = rejection.faults.map { "\($0.pointer): \($0.message)" }.joined(separator: "; ")
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: text))
        }
    }

    /// Writes the JSON format.
    public func encode(to encoder: any Encoder) throws {
        // The usual way goes straight to the bytes.
        if let encoder = encoder as? JSONBytesEncoder, encoder.isAtItsBeginning {
            return encoder.output.writer.write(members: structuredMembers)
        }
        try jsonValue.encode(to: encoder)
    }
}
