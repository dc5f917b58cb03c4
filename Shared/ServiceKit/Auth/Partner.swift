public import Domain
public import Transfer

/// A vendor whose business systems send messages.
public struct Partner: Hashable, Sendable {
    /// The name in its topics: `inbound.<navn>`, `posted.<navn>`, `receipts.<navn>`.
    public let navn: String
    /// The municipalities it may write for.
    public let kommuner: Set<Organisasjonsnummer>
    /// What the `source` of its messages may begin with, whole path segments: `/no/970540008/byggsak` allows `/no/970540008/byggsak/test`.
    public let kilder: [String]
    /// Where its files may be fetched from.
    public let filkilder: Filkilder
    /// The hosts that its webhooks may go to; nil when the operator has not said.
    public let webhookverter: [HostPattern]?

    /// A partner.
    public init(
        navn: String, kommuner: Set<Organisasjonsnummer>, kilder: [String], filkilder: Filkilder = .ingen,
        webhookverter: [HostPattern]? = nil
    ) {
        (self.navn, self.kommuner, self.kilder, self.filkilder) = (navn, kommuner, kilder, filkilder)
        self.webhookverter = webhookverter
    }

    /// What keeps this partner from sending a message from this source for this municipality; empty = nothing.
    public func objections(source: String, kommune: Organisasjonsnummer) -> [Fault] {
        var faults: [Fault] = []
        if !kommuner.contains(kommune) {
            faults.append(
                Fault(pointer: "/kommune", code: "partner_not_allowed", message: "\(navn) may not write for the municipality \(kommune)"))
        }
        if !maySend(as: source) {
            faults.append(
                Fault(
                    pointer: "/source", code: "source_not_allowed",
                    message: "\(navn) may not send as «\(source)»; allowed are sources below \(kilder.joined(separator: ", "))"))
        }
        return faults
    }

    /// Whether a message of this partner may come from that source.
    public func maySend(as source: String) -> Bool { kilder.contains { Partner.covers($0, source) } }

    private static func covers(_ prefix: String, _ source: String) -> Bool {
        guard source.hasPrefix(prefix) else { return false }
        return prefix.hasSuffix("/") || source.utf8.count == prefix.utf8.count
            || source.utf8.dropFirst(prefix.utf8.count).first == UInt8(ascii: "/")
    }
}
