/// One mail with its envelope.
public struct Mail: Sendable, Hashable {
    /// The sender that answers about delivery go to; empty for mail that must cause none (RFC 5321, 4.5.5).
    public var from: String
    /// Whom it is delivered to, whatever the message's own fields say.
    public var to: [String]
    /// The whole message (RFC 5322): header, empty line, body; lines end with CR LF.
    public var message: [UInt8]

    /// A mail.
    public init(from: String, to: [String], message: [UInt8]) { (self.from, self.to, self.message) = (from, to, message) }

    /// The most recipients of one mail (RFC 5321, 4.5.3.1.8).
    public static let maximumRecipients = 100
    /// The longest line in bytes, without its end (RFC 5322, 2.1.1).
    public static let maximumLineBytes = 998

    /// Refuses what would become another envelope or another mail on the line.
    func check() throws(TransferError) {
        guard (1...Self.maximumRecipients).contains(to.count) else {
            throw TransferError(.malformedRequest, "a mail has 1 to \(Self.maximumRecipients) recipients, not \(to.count)")
        }
        for address in to + (from.isEmpty ? [] : [from]) where !Self.isAddress(address) {
            throw TransferError(.malformedRequest, "\(address.debugDescription) is not a mail address")
        }
        try checkLines()
    }

    /// `local@domain` in plain ASCII; quoted local parts are not taken, nobody has one.
    private static func isAddress(_ text: String) -> Bool {
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, text.utf8.count <= 254, (1...64).contains(halves[0].utf8.count), !halves[1].isEmpty else { return false }
        let forbidden = Set("()<>[]:;,\\\"".utf8)
        return text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !forbidden.contains($0) }
    }

    /// A line feed or carriage return alone ends a line for some servers and not for others: a second mail could hide behind it.
    private func checkLines() throws(TransferError) {
        var (lineBytes, previous) = (0, UInt8(0))
        for byte in message {
            let isBroken = (byte == 10) != (previous == 13) || byte == 0
            guard !isBroken else { throw TransferError(.malformedRequest, "the mail has a line that does not end with CR LF, or a NUL") }
            lineBytes = byte == 10 ? 0 : lineBytes + (byte == 13 ? 0 : 1)
            guard lineBytes <= Self.maximumLineBytes else {
                throw TransferError(.malformedRequest, "the mail has a line of more than \(Self.maximumLineBytes) bytes")
            }
            previous = byte
        }
        guard message.isEmpty || previous == 10 else {
            throw TransferError(.malformedRequest, "the mail's last line does not end with CR LF")
        }
    }
}
