import Contracts
import Domain
import ServiceKit

/// Reads the small JSON object that a command comes in, collecting every fault with its place. No body is an empty object.
struct RequestForm {
    private let members: [String: JSONValue]
    private var faults: [Fault] = []

    /// The body of a request; members that are not among these are faults.
    init(_ request: AuthorizedRequest, allowed: Set<String>) throws {
        let body = request.request.body
        let value = body.isEmpty ? JSONValue.object([:]) : try JSONReader.read(body)
        guard let members = value.members else {
            throw Rejection(
                .ugyldigforespoersel,
                [Fault(pointer: "", code: "wrong_type", message: "the body must be a JSON object, not a JSON \(value.kind)")])
        }
        self.init(members, at: "", allowed: allowed)
    }

    private init(_ members: [String: JSONValue], at place: String, allowed: Set<String>) {
        (self.members, self.place) = (members, place)
        for name in members.keys.sorted() where !allowed.contains(name) {
            fault(name, "unknown_member", "«\(name)» is not a member here; members: \(allowed.sorted().joined(separator: ", "))")
        }
    }

    private let place: String

    /// A text that must be there and not be empty.
    mutating func text(_ name: String) -> String {
        guard let text = optionalText(name), !text.isEmpty else {
            if members[name] == nil || members[name]?.text?.isEmpty == true {
                fault(name, "missing_member", "\(name) is required, as text")
            }
            return ""
        }
        return text
    }

    /// A text that may be missing.
    mutating func optionalText(_ name: String) -> String? { optional(name, "a text") { $0.text } }

    /// A truth value; false when it is missing.
    mutating func flag(_ name: String) -> Bool { optional(name, "true or false") { $0.boolean } ?? false }

    /// A whole number that may be missing.
    mutating func optionalInteger(_ name: String) -> Int? { optional(name, "a whole number") { $0.integer.map { Int($0) } } }

    /// A date that must be there; any date where it is not, which is then a fault.
    mutating func date(_ name: String) -> Dato {
        let date = optionalDate(name)
        if members[name] == nil || members[name] == .null { fault(name, "missing_member", "\(name) is required, yyyy-mm-dd") }
        return date ?? Dato(daysSinceEpoch: 0)
    }

    /// A date that may be missing.
    mutating func optionalDate(_ name: String) -> Dato? { optional(name, "a date, yyyy-mm-dd") { $0.text.flatMap { Dato($0) } } }

    /// A systemID that may be missing.
    mutating func optionalSystemID(_ name: String) -> SystemID? {
        optional(name, "a systemID (a UUID)") { $0.text.flatMap { SystemID($0) } }
    }

    /// Texts; none when they are missing.
    mutating func texts(_ name: String) -> [String] {
        optional(name, "a list of texts") { value in
            guard let elements = value.elements else { return nil }
            let texts = elements.compactMap(\.text)
            return texts.count == elements.count ? texts : nil
        } ?? []
    }

    /// An object in the object, read by `read`; nil when it is missing or null.
    mutating func object<Value>(
        _ name: String, allowed: Set<String>, _ read: (inout RequestForm) -> Value
    ) -> Value? {
        guard let members = optional(name, "an object", { $0.members }) else { return nil }
        var inner = RequestForm(members, at: "\(place)/\(name)", allowed: allowed)
        let value = read(&inner)
        faults += inner.faults
        return value
    }

    /// Whether the member stands there, `null` or not.
    func has(_ name: String) -> Bool { members[name] != nil }

    /// Notes a fault of a member.
    mutating func fault(_ name: String, _ code: String, _ message: String) {
        faults.append(Fault(pointer: "\(place)/\(name)", code: code, message: message))
    }

    /// Throws when anything was wrong.
    func finish() throws(Rejection) {
        if !faults.isEmpty { throw Rejection(.ugyldigforespoersel, faults) }
    }

    private mutating func optional<Value>(_ name: String, _ what: String, _ read: (JSONValue) -> Value?) -> Value? {
        guard let value = members[name], value != .null else { return nil }
        guard let found = read(value) else {
            fault(name, "wrong_form", "\(name) must be \(what)")
            return nil
        }
        return found
    }
}
