import Archive
import Contracts
import Domain

/// Reads the payload of an `arkivmelding.opprett`: XML as bytes or text, JSON, or an ASiC-E container with XML in it. Every fault at once, each with its place.
struct ArkivmeldingReader: Sendable {
    /// What a payload may ask of the reader.
    struct Limits: Sendable {
        /// How large the payload may be, in bytes; judged before anything is parsed.
        var maximumPayloadBytes = 15 * 1024 * 1024
        /// How deep elements, arrays and objects may nest; the schema needs 10.
        var maximumDepth = 64
    }

    /// The limits kept.
    var limits = Limits()

    /// Reads the message in an event of that type.
    func read(_ event: CloudEvent) throws(UnreadableArkivmelding) -> ReadArkivmelding {
        let mediaType = event.datacontenttype.flatMap { MediaType($0) }
        switch event.data {
        case .none:
            throw unreadable("no_data", "the event has no data; an arkivmelding must stand there", mediaType?.isXML == true ? .xml : .json)
        case .json(.string(let text)) where Self.looksLikeXML(text.utf8): return try xml(text)
        case .json(let value): return try json(value)
        case .text(let text):
            guard mediaType?.isXML == true || Self.looksLikeXML(text.utf8) else { throw unsupported(event.datacontenttype) }
            return try xml(text)
        case .binary(let bytes):
            if mediaType?.essence == ASiCE.mediaType { return try container(bytes) }
            if mediaType?.isXML ?? Self.looksLikeXML(bytes) { return try xml(bytes) }
            if mediaType?.isJSON ?? true { return try json(bytes) }
            guard Self.looksLikeXML(bytes), mediaType?.essence == "application/octet-stream" else {
                throw unsupported(event.datacontenttype)
            }
            return try xml(bytes)
        }
    }

    /// Reads JSON bytes.
    func json(_ bytes: [UInt8]) throws(UnreadableArkivmelding) -> ReadArkivmelding {
        let value: JSONValue
        do throws(Rejection) {
            value = try JSONReader.read(
                bytes, limits: .init(maximumDepth: limits.maximumDepth, maximumBytes: limits.maximumPayloadBytes))
        } catch {
            throw UnreadableArkivmelding(rejection: MeldingForm.json.placed(error), form: .json)
        }
        return try json(value)
    }

    /// Reads a JSON value: the message itself, or `{"arkivmelding": …, "filer": […]}`; `filer` may stand in the message too.
    func json(_ value: JSONValue) throws(UnreadableArkivmelding) -> ReadArkivmelding {
        let isWrapped = value["arkivmelding"] != nil
        let form = isWrapped ? MeldingForm.wrappedJSON : .json
        let data = JSONPointer("/data")
        var shape = FiksJSONShape(at: isWrapped ? data.appending("arkivmelding") : data)
        let content: JSONValue
        var faults = FaultList()
        if isWrapped {
            var wrapper = FiksJSONShape(at: data)
            wrapper.envelope(value, allowed: ["arkivmelding", "filer"])
            content = shape.object(value["arkivmelding"] ?? .null, FiksArkivmelding.arkivmelding)
            faults.add(wrapper.faults)
        } else {
            content = shape.object(value, FiksArkivmelding.arkivmelding, alsoAllowed: ["filer"])
        }
        faults.add(shape.faults)
        var filer: [FiksFil] = []
        if let given = value["filer"] {
            filer = FiksFil.read(given, at: data.appending("filer"), antallFiler: content["antallFiler"]?.integer, faults: &faults)
        }
        guard faults.isEmpty else { throw UnreadableArkivmelding(rejection: faults.rejection, form: form) }
        return ReadArkivmelding(melding: try typed(content, form), form: form, filer: filer)
    }

    /// The domain's type of a value that has the right shape.
    func typed(_ value: JSONValue, _ form: MeldingForm) throws(UnreadableArkivmelding) -> Arkivmelding {
        do {
            return try value.decoded()
        } catch {
            // The shape and the domain's types describe the same schema; a difference between them is ours.
            let fault = Fault(
                pointer: "", code: "shape_mismatch", message: "the archive could not read a message of the right shape: \(error)")
            throw UnreadableArkivmelding(rejection: Rejection(.serverfeil, [fault]), form: form)
        }
    }

    func unreadable(_ code: String, _ message: String, _ form: MeldingForm) -> UnreadableArkivmelding {
        UnreadableArkivmelding(
            rejection: Rejection(.ugyldigforespoersel, [Fault(pointer: form == .xml ? "" : "/data", code: code, message: message)]),
            form: form)
    }

    private func unsupported(_ contentType: String?) -> UnreadableArkivmelding {
        unreadable(
            "unsupported_content_type",
            "an arkivmelding of type «\(contentType ?? "")» is not read here; use application/xml, application/json or \(ASiCE.mediaType)",
            .json)
    }

    /// Whether the first character after a byte order mark and white space is `<`.
    private static func looksLikeXML(_ bytes: some Collection<UInt8>) -> Bool {
        for byte in bytes.prefix(64) {
            switch byte {
            case UInt8(ascii: "<"): return true
            // Byte order marks, the zero halves of UTF-16, white space.
            case 0xEF, 0xBB, 0xBF, 0xFE, 0xFF, 0x00, 0x20, 0x0A, 0x0D, 0x09: continue
            default: return false
            }
        }
        return false
    }
}
