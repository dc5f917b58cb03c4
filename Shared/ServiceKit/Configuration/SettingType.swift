/// How the text of a configuration key becomes a value, and how the value is called in messages.
public struct SettingType<Value: Sendable>: Sendable {
    /// What is accepted, to follow "must be": `a whole number from 1 to 64`.
    public let accepts: String
    /// The value of a text; nil when it is not accepted.
    public let parse: @Sendable (String) -> Value?

    /// A type by what it accepts.
    public init(accepts: String, parse: @escaping @Sendable (String) -> Value?) {
        self.accepts = accepts
        self.parse = parse
    }

    /// The same, where an empty text (or no text) means: not given.
    public static func optional<Wrapped>(_ type: SettingType<Wrapped>) -> SettingType where Value == Wrapped? {
        SettingType(accepts: type.accepts) { text in text.isEmpty ? .some(nil) : type.parse(text).map { .some($0) } }
    }
}

extension SettingType where Value == String {
    /// Any text that is not empty.
    public static let text = SettingType(accepts: "a text that is not empty") { $0.isEmpty ? nil : $0 }

    /// The path of a file or directory.
    public static let path = SettingType(accepts: "a path") { $0.isEmpty || $0.utf8.contains(0) ? nil : $0 }

    /// An address of this machine to listen on. Names are not asked for: what they mean can change between two starts.
    public static let address = SettingType(accepts: "an IPv4 or IPv6 address, or localhost") { text in
        if text == "localhost" { return "127.0.0.1" }
        return IPAddress(text) == nil ? nil : text
    }

    /// What the names of topics may begin with (Kafka's own rule for names).
    public static let topicPrefix = SettingType(accepts: "at most 100 letters, digits, dots, hyphens and underscores") { text in
        isName(text) && text.utf8.count <= 100 ? text : nil
    }

    /// The name that an operator gives an installation. It stands in stores and in the log.
    public static let installation = SettingType(accepts: "a name of 1 to 64 letters, digits, dots, hyphens and underscores") { text in
        isName(text) && (1...64).contains(text.utf8.count) ? text : nil
    }

    private static func isName(_ text: String) -> Bool {
        text.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "._-".utf8.contains($0)
        }
    }

    /// The address other processes and people reach a service at, without a slash at the end.
    public static let url = SettingType(accepts: "an http:// or https:// address") { text in
        let lowered = text.lowercased()
        guard let scheme = ["http://", "https://"].first(where: lowered.hasPrefix) else { return nil }
        var rest = text.dropFirst(scheme.count)
        while rest.last == "/" { rest = rest.dropLast() }
        guard !rest.isEmpty, rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !rest.contains("?"), !rest.contains("#") else { return nil }
        return scheme + rest
    }
}

extension SettingType where Value == Int {
    /// A whole number within limits.
    public static func integer(_ range: ClosedRange<Int>) -> SettingType {
        SettingType(accepts: "a whole number from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension SettingType where Value == Duration {
    /// Whole seconds within limits.
    public static func seconds(_ range: ClosedRange<Int>) -> SettingType {
        SettingType(accepts: "a whole number of seconds from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? .seconds($0) : nil }
        }
    }

    /// Whole milliseconds within limits.
    public static func milliseconds(_ range: ClosedRange<Int>) -> SettingType {
        SettingType(accepts: "a whole number of milliseconds from \(range.lowerBound) to \(range.upperBound)") { text in
            Int(text).flatMap { range.contains($0) ? .milliseconds($0) : nil }
        }
    }
}

extension SettingType where Value == Bool {
    /// `true` or `false`.
    public static let flag = SettingType(accepts: "true or false") { ["true": true, "false": false][$0] }
}

extension SettingType where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the values of an enumeration.
    public static var choice: SettingType {
        let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return SettingType(accepts: "one of \(names)") { Value(rawValue: $0) }
    }
}

extension SettingType where Value == [(name: String, value: String)] {
    /// `name=value`, several separated by semicolons or line breaks; lines beginning with `#` are left out. The order is kept.
    public static let properties = SettingType(accepts: "name=value pairs separated by semicolons") { text in
        var pairs: Value = []
        for part in text.split(whereSeparator: { $0 == ";" || $0.isNewline }) {
            let line = part.trimmingSpaces
            if line.isEmpty || line.hasPrefix("#") { continue }
            guard let equals = line.firstIndex(of: "="), equals != line.startIndex else { return nil }
            pairs.append((String(line[..<equals].trimmingSpaces), String(line[line.index(after: equals)...].trimmingSpaces)))
        }
        return pairs
    }
}

extension StringProtocol {
    /// Without spaces and tabs at either end.
    var trimmingSpaces: SubSequence {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        let head = drop(while: isSpace)
        guard let last = head.lastIndex(where: { !isSpace($0) }) else { return head }
        return head[...last]
    }
}
