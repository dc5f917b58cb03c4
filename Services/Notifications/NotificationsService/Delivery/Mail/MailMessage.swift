import Crypto
import Domain

/// A message with plain text and HTML (RFC 5322, RFC 2045–2047): ASCII only, lines of at most 76 characters, whatever its texts hold.
///
/// No text can become a header: whatever is not printable ASCII stands in encoded words, and a field that cannot be written so is refused.
struct MailMessage: Sendable {
    /// A mailbox that can stand in a header as it is.
    struct Mailbox: Sendable, Hashable {
        /// `local@domain`.
        let address: String
        /// What people see beside it; any text.
        var name: String?

        /// Nil unless the address is plain ASCII `local@domain` without blanks, quotes or brackets.
        init?(_ address: String, name: String? = nil) {
            guard MailAddress.isValid(address) else { return nil }
            (self.address, self.name) = (address, name)
        }
    }

    var from: Mailbox
    var to: Mailbox
    var subject: String
    var date: Tidspunkt
    /// Without the angle brackets.
    var messageID: String
    var text: String
    var html: String
    /// Where mail is stopped: `https:` or `mailto:` addresses (RFC 2369).
    var unsubscribe: [String] = []
    /// Whether the https address takes the one-click request of RFC 8058.
    var isOneClick = false

    /// The whole message, lines ended with CR LF.
    var encoded: [UInt8] {
        // "=_" cannot stand in quoted-printable text, so the boundary is in neither part.
        let boundary = "=_\(SHA256.hex(messageID).prefix(24))"
        var lines = [
            "Date: \(Self.date(date))", Self.field("From", mailbox: from), Self.field("To", mailbox: to),
            "Message-ID: <\(messageID.filter { $0.isASCII && $0 > " " && !"<>".contains($0) })>", Self.field("Subject", text: subject),
            "MIME-Version: 1.0", "Auto-Submitted: auto-generated",
        ]
        let links = unsubscribe.filter { $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3C && $0 != 0x3E } }
        if !links.isEmpty {
            lines.append("List-Unsubscribe: \(links.map { "<\($0)>" }.joined(separator: ",\r\n "))")
            if isOneClick { lines.append("List-Unsubscribe-Post: List-Unsubscribe=One-Click") }
        }
        lines += ["Content-Type: multipart/alternative; boundary=\"\(boundary)\"", ""]
        for (type, content) in [("text/plain", text), ("text/html", html)] {
            lines += [
                "--\(boundary)", "Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
                QuotedPrintable.encode(content),
            ]
        }
        lines += ["--\(boundary)--", ""]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    private static func field(_ name: String, mailbox: Mailbox) -> String {
        guard let shown = mailbox.name, !shown.isEmpty else { return "\(name): \(mailbox.address)" }
        return "\(name): \(EncodedWords.encode(shown, firstLineUsed: name.utf8.count + 2, always: true))\r\n <\(mailbox.address)>"
    }

    private static func field(_ name: String, text: String) -> String {
        "\(name): \(EncodedWords.encode(text, firstLineUsed: name.utf8.count + 2, always: false))"
    }

    /// `Sun, 22 Nov 2026 17:33:00 +0000`.
    static func date(_ moment: Tidspunkt) -> String {
        let (day, seconds) = (moment.dato, Int((moment.milliseconds / 1_000) % 86_400))
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let time = "\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        return "\(weekdays[day.daysSinceEpoch % 7]), \(two(day.dag)) \(months[day.maaned - 1]) \(day.aar) \(time) +0000"
    }
}
