import Domain
import Foundation
import OutsideJudges
import Testing

@testable import NotificationsService

struct MailMessageTests {
    private func message(subject: String = "3 hendelser – Bygg, Østre Løten – Hamar", text: String = "Hei\n.\nFrom nå æøå\n") throws
        -> MailMessage
    {
        MailMessage(
            from: try #require(.init("varsel@example.no", name: "Sak-Arkiv, Løten")), to: try #require(.init("kari@example.no")),
            subject: subject, date: Tidspunkt(milliseconds: 1_790_000_000_000), messageID: "970540008-1-2@example.no", text: text,
            html: "<p>æ = ø</p>\n", unsubscribe: ["mailto:varsel@example.no?subject=stopp"])
    }

    private func lines(_ message: MailMessage) -> [String] {
        String(decoding: message.encoded, as: UTF8.self).components(separatedBy: "\r\n")
    }

    @Test func `every line is ASCII, ends with CR LF and is short`() throws {
        let message = try message(
            subject: String(repeating: "Søknad 👩🏽‍🚒 ", count: 40), text: String(repeating: "blåbærsyltetøy ", count: 500) + "\nslutt  \n")
        let bytes = message.encoded
        #expect(bytes.allSatisfy { $0 < 0x80 })
        #expect(zip(bytes, bytes.dropFirst()).allSatisfy { ($0 == 13) == ($1 == 10) })
        #expect(lines(message).allSatisfy { $0.utf8.count <= 78 })
    }

    @Test func `no text becomes a header`() throws {
        let message = try message(subject: "a\r\nBcc: x@example.no\r\n\r\nkropp")
        #expect(!lines(message).contains { $0.hasPrefix("Bcc") })
        #expect(MailMessage.Mailbox("a@b.no>\r\nBcc: x@y.no") == nil)
    }

    @Test func `addresses are plain or refused, with every fault`() {
        for good in ["kari@example.no", "k.nordmann+sak@sub.example.no", "o'hara@example.com"] {
            #expect(MailAddress.isValid(good), "\(good)")
        }
        for bad in [
            "kari", "@example.no", "kari@", "a b@example.no", "\"a b\"@example.no", "kari@[127.0.0.1]", "kari@exa_mple.no",
            ".kari@example.no", "kari@-example.no", "kåre@example.no", "a@b@c.no", "a,b@example.no", "kari@example.no\n",
        ] {
            #expect(!MailAddress.isValid(bad), "\(bad)")
        }
        #expect(MailAddress.faults("å b@@", at: "/x").count >= 3)
    }

    @Test func `dates are those of RFC 5322`() {
        #expect(MailMessage.date(Tidspunkt(milliseconds: 0)) == "Thu, 01 Jan 1970 00:00:00 +0000")
        #expect(MailMessage.date(Tidspunkt(milliseconds: 1_790_000_000_000)) == "Mon, 21 Sep 2026 14:13:20 +0000")
    }

    @Test(.enabled(if: OutsideJudge.isPresent, "\(OutsideJudge.missing)"))
    func `Python's email package reads the message back as it was meant, without a defect`() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("mail-\(UUID().uuidString).eml")
        try Data(try message().encoded).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let verdict = try await OutsideJudge.run("python3", ["-c", Self.script, file.path])
        #expect(verdict.status == 0, "\(verdict.output)")
    }

    private static let script = """
        import email, sys
        from email import policy
        message = email.message_from_binary_file(open(sys.argv[1], "rb"), policy=policy.default)
        assert not message.defects, message.defects
        assert message["Subject"] == "3 hendelser – Bygg, Østre Løten – Hamar", message["Subject"]
        assert message["From"].addresses[0].display_name == "Sak-Arkiv, Løten", message["From"]
        assert message["From"].addresses[0].addr_spec == "varsel@example.no"
        assert message["To"].addresses[0].addr_spec == "kari@example.no"
        assert message["Message-ID"] == "<970540008-1-2@example.no>"
        assert message["Date"].datetime.timestamp() == 1790000000
        assert message["List-Unsubscribe"] == "<mailto:varsel@example.no?subject=stopp>"
        assert message.get_content_type() == "multipart/alternative"
        text, html = list(message.iter_parts())
        assert text.get_content_type() == "text/plain" and html.get_content_type() == "text/html"
        assert text.get_content().replace("\\r\\n", "\\n").rstrip("\\n") == "Hei\\n.\\nFrom nå æøå", repr(text.get_content())
        assert html.get_content().strip() == "<p>æ = ø</p>"
        for part in message.walk():
            assert not part.defects, part.defects
        """
}
