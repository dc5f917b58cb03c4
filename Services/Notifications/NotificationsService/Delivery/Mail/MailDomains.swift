/// The domains that e-mail may be sent to. What is sent leaves the installation: nothing goes anywhere that the operator has not named.
struct MailDomains: Hashable, Sendable {
    /// Most domains that can be named.
    static let limitDomains = 100

    /// In lower case; one that begins with a dot means every domain below, and not itself.
    private let named: [String]

    /// No domain at all.
    static let none = MailDomains([])

    /// Names that can never be anybody's (RFC 2606, RFC 6761): what development on one machine may use when nothing is configured.
    static let reserved = MailDomains(
        ["test", "example", "localhost"].flatMap { [$0, ".\($0)"] }
            + ["com", "net", "org"].flatMap { ["example.\($0)", ".example.\($0)"] })

    private init(_ named: [String]) { self.named = named }

    /// Reads `hamar.kommune.no,.stange.kommune.no`; nil when one is no domain, or there are too many.
    init?(_ text: String) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { $0.filter { $0 != " " }.lowercased() }
        guard parts.count <= Self.limitDomains,
            parts.allSatisfy({ MailAddress.isDomain($0.hasPrefix(".") ? $0.dropFirst() : $0[...]) })
        else { return nil }
        self.init(parts)
    }

    /// Whether none is named.
    var isEmpty: Bool { named.isEmpty }

    /// Whether e-mail may be sent to an address.
    func allows(_ address: String) -> Bool {
        guard MailAddress.isValid(address), let at = address.lastIndex(of: "@") else { return false }
        let domain = address[address.index(after: at)...].lowercased()
        return named.contains { $0.hasPrefix(".") ? domain.hasSuffix($0) && domain.utf8.count > $0.utf8.count : domain == $0 }
    }

    /// For whoever asks for an address outside.
    var shown: String { named.isEmpty ? "this installation sends e-mail to nobody" : "allowed are \(named.joined(separator: ", "))" }
}
