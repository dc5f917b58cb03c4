/// A mail on its way to a server, as the engine gets it.
struct MailDelivery: Sendable {
    let mail: Mail
    let server: MailServer

    /// How much of a server's reply is kept for the error, in bytes.
    static let keptReplyBytes = 300

    var url: String { "\(server.security == .tls ? "smtps" : "smtp")://\(server.host):\(server.port)/\(server.localName)" }

    /// Refuses a server that would be another one in a URL, and one that the policy does not name.
    func check() throws(TransferError) {
        let isName: (String) -> Bool = { name in
            !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/@?#%\\\"<>".utf8.contains($0) }
        }
        guard isName(server.host), isName(server.localName), (1...65_535).contains(server.port) else {
            throw TransferError(.malformedURL, "the mail server's name, port or our own name is not one")
        }
        guard let hosts = server.policy?.hosts else { return }
        guard hosts.contains(where: { $0.matches(server.host) }) else {
            throw TransferError(.hostNotAllowed, "\(server.host) is not among the allowed hosts")
        }
    }
}
