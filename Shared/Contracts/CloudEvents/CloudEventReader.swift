import Domain
import Foundation

/// Reads CloudEvents 1.0.2 in structured, batch and binary mode, and tells everything that is wrong at once.
///
/// The published JSON Schema neither enforces the naming rule nor that `data` and `data_base64` exclude each other; this reader does.
public struct CloudEventReader: Sendable {
    /// The limits kept.
    public let limits: CloudEventLimits

    /// A reader with these limits.
    public init(limits: CloudEventLimits = CloudEventLimits()) { self.limits = limits }

    /// What a message is, by its headers.
    public enum Mode: Sendable {
        /// One event, the whole of it in the body as JSON.
        case structured
        /// Several events in the body as a JSON array (HTTP only).
        case batch
        /// Attributes in headers, the body is the content.
        case binary
        /// An event format that is not spoken here, such as `application/cloudevents+xml`.
        case unknownFormat(String)
    }

    /// So much of the content type decides the mode, bytes.
    private static let limitModeBytes = 1_024

    /// Tells the mode: by the content type where it is a CloudEvents one; else binary where there are `ce` headers;
    /// else structured, since many clients send bare JSON without any header.
    public static func mode(headers: [CloudEventHeader], transport: CloudEventTransport) -> Mode {
        // A type of that length is none of those read here, and to repair a long text that is no UTF-8 takes minutes.
        let contentType = header("content-type", in: headers).map { String(decoding: $0.prefix(limitModeBytes), as: UTF8.self) } ?? ""
        if contentType.lowercased().hasPrefix("application/cloudevents") {
            switch MediaType(contentType)?.essence {
            case "application/cloudevents+json", "application/cloudevents": return .structured
            case "application/cloudevents-batch+json" where transport == .http: return .batch
            default: return .unknownFormat(contentType)
            }
        }
        let hasAttributes = headers.contains { $0.name.lowercased().hasPrefix(transport.prefix) }
        return hasAttributes ? .binary : .structured
    }

    /// Reads one event. Pointers are JSON Pointers into the structured form, in binary mode too.
    public func read(body: [UInt8], headers: [CloudEventHeader], transport: CloudEventTransport = .kafka) -> Result<CloudEvent, Rejection> {
        guard body.count <= limits.maximumEventBytes else { return .failure(tooLarge(body.count)) }
        switch Self.mode(headers: headers, transport: transport) {
        case .structured:
            do throws(Rejection) {
                return event(from: try JSONReader.read(body, limits: jsonLimits))
            } catch { return .failure(error) }
        case .binary: return binaryEvent(body: body, headers: headers, transport: transport)
        case .batch:
            return .failure(rejection("", "unexpected_batch", "one event must stand here, not a batch"))
        case .unknownFormat(let name):
            return .failure(
                rejection("", "unknown_event_format", "the event format «\(name)» is not read here; use application/cloudevents+json"))
        }
    }

    /// Reads a batch; each event is judged on its own, with pointers that begin with its place (`/3/id`).
    ///
    /// The failure is one of the batch as a whole: not JSON, not an array, too many events, too large.
    public func readBatch(body: [UInt8]) -> Result<[Result<CloudEvent, Rejection>], Rejection> {
        guard body.count <= limits.maximumEventBytes else { return .failure(tooLarge(body.count)) }
        do throws(Rejection) {
            let value = try JSONReader.read(body, limits: jsonLimits)
            guard let elements = value.elements else {
                return .failure(rejection("", "wrong_type", "a batch is a JSON array of events, not a JSON \(value.kind)"))
            }
            guard elements.count <= limits.maximumBatchEvents else {
                return .failure(
                    rejection("", "too_many_events", "\(elements.count) events; a batch holds at most \(limits.maximumBatchEvents)"))
            }
            return .success(
                elements.enumerated().map { index, element in event(from: element, at: JSONPointer.root.appending(index)) })
        } catch { return .failure(error) }
    }

    /// Reads an event from its JSON form.
    public func event(from value: JSONValue, at place: JSONPointer = .root) -> Result<CloudEvent, Rejection> {
        guard let members = value.members else {
            return .failure(
                rejection(place.description, "wrong_type", "a CloudEvent in structured mode is a JSON object, not a JSON \(value.kind)"))
        }
        var check = CloudEventCheck(limits: limits, place: place)
        var attributes: [String: String] = [:]
        for (name, value) in members.sorted(by: { $0.key < $1.key }) where name != "data" && name != "data_base64" {
            if let text = check.attribute(name, value) { attributes[name] = text }
        }
        let contentType = attributes["datacontenttype"]
        let data = check.structuredData(members, contentType: contentType)
        return check.event(attributes, data: data)
    }

    /// The attributes that are sound by themselves, also of a message that is no event as a whole: what an answer can name. Empty where the
    /// message cannot be taken apart.
    public func soundAttributes(
        body: [UInt8], headers: [CloudEventHeader], transport: CloudEventTransport = .kafka
    ) -> [String: String] {
        var check = CloudEventCheck(limits: limits, place: .root)
        var attributes: [String: String] = [:]
        switch Self.mode(headers: headers, transport: transport) {
        case .binary: attributes = binaryAttributes(headers, transport, &check)
        case .structured where body.count <= limits.maximumEventBytes:
            // What is wrong with the JSON is told by `read`.
            for (name, value) in (try? JSONReader.read(body, limits: jsonLimits))?.members ?? [:] where !name.hasPrefix("data") {
                attributes[name] = check.attribute(name, value)
            }
        case .structured, .batch, .unknownFormat: break
        }
        return attributes.filter { !check.isFaulty($0.key) }
    }

    private func binaryEvent(body: [UInt8], headers: [CloudEventHeader], transport: CloudEventTransport) -> Result<CloudEvent, Rejection> {
        var check = CloudEventCheck(limits: limits, place: .root)
        let attributes = binaryAttributes(headers, transport, &check)
        let data = check.binaryData(body, contentType: attributes["datacontenttype"], limits: jsonLimits)
        return check.event(attributes, data: data)
    }

    private func binaryAttributes(
        _ headers: [CloudEventHeader], _ transport: CloudEventTransport, _ check: inout CloudEventCheck
    ) -> [String: String] {
        var attributes: [String: String] = [:]
        for header in headers {
            let lowered = header.name.lowercased()
            let name: String
            if lowered == "content-type" {
                name = "datacontenttype"
            } else if lowered.hasPrefix(transport.prefix) {
                name = String((transport == .http ? lowered : header.name).dropFirst(transport.prefix.count))
            } else {
                continue
            }
            let decoded =
                transport == .http && name != "datacontenttype"
                ? PercentCoding.decoded(header.value) : String(validating: header.value, as: UTF8.self)
            guard let text = decoded else {
                check.fault(name, "wrong_encoding", "the header «\(header.name)» is not UTF-8")
                continue
            }
            guard attributes[name] == nil else {
                check.fault(name, "duplicate_member", "the header «\(header.name)» stands twice")
                continue
            }
            if name == "data" || name == "data_base64" {
                check.fault(name, "invalid_attribute_name", "«\(name)» is no attribute; in binary mode the body is the content")
            } else if let value = check.attribute(name, .string(text)) {
                attributes[name] = value
            }
        }
        return attributes
    }

    private var jsonLimits: JSONReader.Limits {
        JSONReader.Limits(maximumDepth: limits.maximumDepth, maximumBytes: limits.maximumEventBytes)
    }

    private func tooLarge(_ count: Int) -> Rejection {
        rejection("", "too_large", "the event has \(count) bytes; at most \(limits.maximumEventBytes) are taken")
    }

    private func rejection(_ pointer: String, _ code: String, _ message: String) -> Rejection {
        Rejection(.ugyldigforespoersel, [Fault(pointer: pointer, code: code, message: message)])
    }

    private static func header(_ name: String, in headers: [CloudEventHeader]) -> [UInt8]? {
        headers.first { $0.name.lowercased() == name }?.value
    }
}
