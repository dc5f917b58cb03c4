import Contracts

/// The place of a fault in a message that was set aside, as it may be shown: of its steps only those that the contract has names for. Every other
/// name was chosen by the sender, and is content like a value.
enum QuarantinePlace {
    /// Most steps that are told.
    private static let limitSteps = 32

    /// A JSON Pointer or an XPath, with `…` for what is not told.
    static func shown(_ pointer: String) -> String {
        let steps = pointer.split(separator: "/", omittingEmptySubsequences: false)
        let shown = steps.prefix(limitSteps).map { $0.isEmpty || isTold($0) ? String($0) : "…" }
        return (shown + (steps.count > limitSteps ? ["…"] : [])).joined(separator: "/")
    }

    private static func isTold(_ step: Substring) -> Bool {
        // A long number is a value, not a place in a list.
        if isNumber(step) { return step.utf8.count <= 7 }
        var name = step
        if name.last == "]", let open = name.lastIndex(of: "[") {
            guard isNumber(name[name.index(after: open)...].dropLast()) else { return false }
            name = name[..<open]
        }
        return names.contains(String(name))
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// The attributes of events, the members around a message, and every element of an arkivmelding.
    private static let names: Set<String> = {
        var names: Set<String> = [
            "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "data", "data_base64", "kommune",
            "correlationid", "traceparent", "tracestate", "arkivmelding", "filer", "navn", "@xsi:type", "@type", "@label",
        ]
        var seen: Set<ObjectIdentifier> = []
        var waiting = [FiksArkivmelding.arkivmelding]
        while let type = waiting.popLast() {
            guard seen.insert(ObjectIdentifier(type)).inserted else { continue }
            for element in type.elements {
                names.insert(element.name)
                switch element.content {
                case .type(let inner): waiting.append(inner)
                case .oneOf(let inner): waiting += inner
                default: continue
                }
            }
        }
        return names
    }()
}
