/// Content whose shape the archive does not know: `virksomhetsspesifikkeMetadata` (M711), kept and given back as it came.
///
/// In JSON it is the value itself. In XML an element without children is `tekst`; one with children is `objekt`, whose members
/// are the child elements by name, and children of the same name form a `liste`. Attributes and mixed text are not kept.
public indirect enum FriStruktur: Sendable, Equatable {
    /// Nothing.
    case tom
    /// True or false.
    case boolsk(Bool)
    /// A whole number.
    case heltall(Int)
    /// Any other number.
    case desimaltall(Double)
    /// Text.
    case tekst(String)
    /// Several values in order.
    case liste([FriStruktur])
    /// Named values, in the order of their names.
    case objekt([String: FriStruktur])
}

extension FriStruktur: Codable {
    /// Reads any value.
    public init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: AnyKey.self) {  // no object: try the next shape
            var members: [String: FriStruktur] = [:]
            for key in container.allKeys { members[key.stringValue] = try container.decode(FriStruktur.self, forKey: key) }
            self = .objekt(members)
            return
        }
        if var container = try? decoder.unkeyedContainer() {  // no list: then a single value
            var elements: [FriStruktur] = []
            while !container.isAtEnd { elements.append(try container.decode(FriStruktur.self)) }
            self = .liste(elements)
            return
        }
        self = try FriStruktur.single(try decoder.singleValueContainer())
    }

    private static func single(_ container: any SingleValueDecodingContainer) throws -> FriStruktur {
        if container.decodeNil() { return .tom }
        // Each `try?` asks whether the value has that type; the last one reports.
        if let value = try? container.decode(Bool.self) { return .boolsk(value) }
        if let value = try? container.decode(Int.self) { return .heltall(value) }
        if let value = try? container.decode(Double.self) { return .desimaltall(value) }
        return .tekst(try container.decode(String.self))
    }

    /// Writes the value; members in the order of their names, so that equal values have equal bytes.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .tom:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .boolsk(let value): try FriStruktur.write(value, to: encoder)
        case .heltall(let value): try FriStruktur.write(value, to: encoder)
        case .desimaltall(let value): try FriStruktur.write(value, to: encoder)
        case .tekst(let value): try FriStruktur.write(value, to: encoder)
        case .liste(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        case .objekt(let members):
            var container = encoder.container(keyedBy: AnyKey.self)
            for (name, value) in members.sorted(by: { $0.key < $1.key }) { try container.encode(value, forKey: AnyKey(name)) }
        }
    }

    private static func write(_ value: some Encodable, to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}
