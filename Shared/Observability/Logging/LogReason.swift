import Domain

/// Why something failed, as it may stand in the log, in an alarm or in an answer: what kind of error it was and where, never a value of
/// what was read.
///
/// A decoding error tells its kind and the coding path. An error of the suite that describes itself keeps its own words, without what they
/// quote. Of every other error only the type and the case are told: its words are a library's, and may quote the input.
public enum LogReason {
    /// Most characters of it.
    public static let limitCharacters = 1_000
    /// Most steps of a coding path that are told, and most characters of each.
    private static let (limitSteps, limitStepCharacters) = (12, 40)

    /// The text.
    public static func text(of error: any Error) -> String {
        let text =
            switch error {
            case let error as DecodingError: of(error)
            case let error as EncodingError: of(error)
            case let rejection as Rejection: rejection.faults.map { at($0.code, $0.pointer) }.joined(separator: ", ")
            case let error as any Error & CustomStringConvertible where isOurs(error): unquoted(error.description)
            default: kind(error)
            }
        return text.count <= limitCharacters ? text : text.prefix(limitCharacters) + "…"
    }

    /// The text without what stands between quotation marks; of a quotation that has no end nothing is left.
    static func unquoted(_ text: String) -> String {
        let ends: [Character: Character] = ["«": "»", "\"": "\"", "“": "”", "`": "`"]
        var told = ""
        var rest = text[...]
        while let start = rest.firstIndex(where: { ends[$0] != nil }), let end = ends[rest[start]] {
            told += rest[...start] + "…"
            rest = rest[rest.index(after: start)...]
            // Quotations may stand in each other; what comes before the last end may all be quoted.
            guard let close = end == "»" ? rest.lastIndex(of: end) : rest.firstIndex(of: end) else { return told }
            told.append(rest[close])
            rest = rest[rest.index(after: close)...]
        }
        return told + rest
    }

    private static func of(_ error: DecodingError) -> String {
        switch error {
        case .typeMismatch(let type, let context): at("DecodingError.typeMismatch (\(type))", path(context.codingPath))
        case .valueNotFound(let type, let context): at("DecodingError.valueNotFound (\(type))", path(context.codingPath))
        case .keyNotFound(let key, let context): at("DecodingError.keyNotFound", path(context.codingPath + [key]))
        case .dataCorrupted(let context): at("DecodingError.dataCorrupted", path(context.codingPath))
        @unknown default: "DecodingError"
        }
    }

    private static func of(_ error: EncodingError) -> String {
        switch error {
        case .invalidValue(let value, let context):
            at("EncodingError.invalidValue (\(type(of: value)))", path(context.codingPath))
        @unknown default: "EncodingError"
        }
    }

    private static func at(_ kind: String, _ place: String) -> String {
        place.isEmpty ? kind : "\(kind) at \(shown(place.split(separator: "/").map(String.init)))"
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        // A slash inside of a name is no step.
        keys.map { key in key.intValue.map(String.init) ?? key.stringValue.replacing("/", with: " ") }.joined(separator: "/")
    }

    /// The steps of a place. A step that is no ordinary name of a member was chosen by whoever wrote the input, and is not told.
    private static func shown(_ steps: [String]) -> String {
        let told = steps.prefix(limitSteps).map { isName($0) ? $0 : "…" } + (steps.count > limitSteps ? ["…"] : [])
        return "/" + told.joined(separator: "/")
    }

    private static func isName(_ step: String) -> Bool {
        step.utf8.count <= limitStepCharacters
            && step.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "@"), UInt8(ascii: ":"), UInt8(ascii: "["),
                    UInt8(ascii: "]"):
                    true
                default: false
                }
            }
            // A long number is a value, not a place in a list.
            && !(step.utf8.count > 9 && step.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    }

    /// Whether a module of the suite made the error: the words of libraries are not ours to vouch for.
    private static func isOurs(_ error: any Error) -> Bool {
        let module = String(reflecting: type(of: error)).prefix { $0 != "." }
        return !["Swift", "_Concurrency", "Foundation", "FoundationEssentials", "FoundationNetworking", "__C"].contains(module)
    }

    /// Type and case; of an error of the system also its number.
    private static func kind(_ error: any Error) -> String {
        // A type that is private to a file has its place in memory between its names.
        let name = String(reflecting: type(of: error)).split(separator: ".").filter { !$0.hasPrefix("(unknown") }.joined(separator: ".")
        guard isOurs(error) else { return "\(name) (\(error._domain) \(error._code))" }
        let mirror = Mirror(reflecting: error)
        guard mirror.displayStyle == .enum else { return name }
        // A case without values has no children, and its description is its name.
        return "\(name).\(mirror.children.first.map { $0.label ?? "" } ?? String(describing: error))"
    }
}
