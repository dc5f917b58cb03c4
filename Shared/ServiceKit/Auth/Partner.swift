public import Domain
public import Transfer

/// A vendor whose business systems send messages.
public struct Partner: Hashable, Sendable {
    /// The name in its topics: `inbound.<navn>`, `posted.<navn>`, `receipts.<navn>`.
    public let navn: String
    /// The municipalities it may write for.
    public let kommuner: Set<Organisasjonsnummer>
    /// What the `source` of its messages may begin with, whole path segments: `/no/970540008/byggsak` allows `/no/970540008/byggsak/test`.
    /// A source of the form `/no/<orgnr>/…` is for messages to that municipality alone.
    public let kilder: [String]
    /// Where its files may be fetched from.
    public let filkilder: Filkilder
    /// The hosts that its webhooks may go to; nil when the operator has not said.
    public let webhookverter: [HostPattern]?
    /// What it may do with objects that others sent; nil: nothing.
    public let rett: Partnerrett?

    /// A partner.
    public init(
        navn: String, kommuner: Set<Organisasjonsnummer>, kilder: [String], filkilder: Filkilder = .ingen,
        webhookverter: [HostPattern]? = nil, rett: Partnerrett? = nil
    ) {
        (self.navn, self.kommuner, self.kilder, self.filkilder) = (navn, kommuner, kilder, filkilder)
        (self.webhookverter, self.rett) = (webhookverter, rett)
    }

    /// What keeps this partner from sending a message from this source for this municipality; empty = nothing.
    public func objections(source: String, kommune: Organisasjonsnummer) -> [Fault] {
        var faults: [Fault] = []
        if !kommuner.contains(kommune) {
            faults.append(
                Fault(pointer: "/kommune", code: "partner_not_allowed", message: "\(navn) may not write for the municipality \(kommune)"))
        }
        if let objection = objection(to: source, for: kommune) {
            faults.append(Fault(pointer: "/source", code: "source_not_allowed", message: objection))
        }
        return faults
    }

    /// Whether a message of this partner may come from that source, whichever municipality it is for.
    public func maySend(as source: String) -> Bool {
        guard let path = SourcePath(source: source) else { return false }
        return covers(path)
    }

    private func covers(_ path: SourcePath) -> Bool { kilder.contains { SourcePath(beginning: $0)?.covers(path) == true } }

    private func objection(to source: String, for kommune: Organisasjonsnummer) -> String? {
        guard let path = SourcePath(source: source) else {
            return
                "«\(source)» is no path of whole segments: it begins with a slash, has no empty segment, no «.», «..», query or fragment, "
                + "and escapes nothing that needs no escape"
        }
        if !covers(path) { return "\(navn) may not send as «\(source)»; allowed are sources below \(kilder.joined(separator: ", "))" }
        if path.names(anotherThan: kommune) { return "«\(source)» names another municipality than \(kommune), which the message is for" }
        return nil
    }
}
