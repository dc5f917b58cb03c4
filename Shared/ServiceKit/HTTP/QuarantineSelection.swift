import Contracts
import Domain
import ShardRuntime

/// Which messages in quarantine are to be discarded, and why: `{"reason": …, "kommune"?, "code"?, "olderThanDays"?}`.
struct QuarantineSelection: Sendable {
    /// Why; it is kept with each.
    let reason: String
    /// Only those of this municipality.
    private(set) var kommune: Organisasjonsnummer?
    /// Only those that count under this code.
    private(set) var code: String?
    /// Only those that were set aside more than so many days ago.
    private(set) var olderThanDays: Int64?

    private static let members: Set<String> = ["reason", "kommune", "code", "olderThanDays"]

    /// Reads what a request says.
    ///
    /// - Throws: 400 with every fault. A member that is not known is one: a filter that is misspelt would discard everything.
    init(_ body: JSONValue) throws(ProblemDetails) {
        guard let given = body.members else { throw .badRequest("an object must stand here") }
        var faults = given.keys.filter { !Self.members.contains($0) }.sorted().map {
            Fault(
                pointer: JSONPointer.root.appending($0).description, code: "unknown_member",
                message: "it is not known; there are \(Self.members.sorted().joined(separator: ", "))")
        }
        reason = given["reason"]?.text ?? ""
        if reason.isEmpty { faults.append(Fault(pointer: "/reason", code: "missing_member", message: "a reason is required")) }
        if let value = given["kommune"] {
            kommune = value.text.flatMap { Organisasjonsnummer($0) }
            if kommune == nil { faults.append(Fault(pointer: "/kommune", code: "wrong_form", message: "it is not an organisasjonsnummer")) }
        }
        if let value = given["code"] {
            code = value.text
            if code == nil { faults.append(Fault(pointer: "/code", code: "wrong_type", message: "it must be a text")) }
        }
        if let value = given["olderThanDays"] {
            olderThanDays = value.integer.flatMap { (0...Int64(Topics.limitQuarantineDays)).contains($0) ? $0 : nil }
            if olderThanDays == nil {
                faults.append(
                    Fault(
                        pointer: "/olderThanDays", code: "wrong_form",
                        message: "it must be a whole number from 0 to \(Topics.limitQuarantineDays)"))
            }
        }
        if !faults.isEmpty { throw .badRequest("say which messages, and why", errors: faults) }
    }

    /// Whether a message is among them.
    func covers(_ entry: QuarantineIndex.Entry, at moment: Tidspunkt) -> Bool {
        if let kommune, entry.message.kommune != kommune.rawValue { return false }
        if let code, entry.code != code { return false }
        guard let olderThanDays else { return true }
        return moment.milliseconds - entry.message.received.milliseconds > olderThanDays * 86_400_000
    }
}
