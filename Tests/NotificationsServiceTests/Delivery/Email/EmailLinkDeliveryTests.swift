import Contracts
import Crypto
import Domain
import Foundation
import OutsideJudges
import ServiceTestSupport
import Testing

@testable import NotificationsService

/// The links in e-mails, from the e-mail as it came to the page and what its button does.
@Suite(.enabled(if: OutsideJudge.has("aiosmtpd"), "\(OutsideJudge.missing)"))
struct EmailLinkDeliveryTests {
    private let levering: JSONValue = ["type": "epost", "adresse": "kari@example.no", "intervall": "straks", "maalform": "nn"]

    private func withService(_ body: (MailTarget, DeliveryProcess, DeliveryFolder) async throws -> Void) async throws {
        let (mail, folder) = (try MailTarget(), try await DeliveryFolder())
        let service = try await DeliveryProcess.start(in: folder, mail.settings)
        do {
            try await folder.setUp()
            try await body(mail, service, folder)
        } catch {
            await service.stop()
            throw error
        }
        await service.stop()
    }

    private func digests(_ mail: MailTarget, _ count: Int) async throws -> [JSONValue] {
        try await eventually("\(count) digests") { () -> [JSONValue]? in
            let found = try mail.taken().digests
            return found.count >= count ? found : nil
        }
    }

    @Test
    func `an address is asked once, without anything of the archive; the page changes nothing, its button confirms; then digests come`()
        async throws
    {
        try await withService { mail, service, folder in
            try await folder.register(cases: 1)
            let id = try #require(try await service.subscribe(levering)["id"]?.text)
            try await folder.register(cases: 1)
            let link = try await eventually("the question") { try DeliveryProcess.links(mail, "kari@example.no").confirm }
            let question = try #require(try mail.taken().questions.first)
            let all = "\(question["subject"]?.text ?? "")\(question["text"]?.text ?? "")\(question["html"]?.text ?? "")"
            for word in ["Sak", "2026", "Prøve", "saksbehandler"] { #expect(!all.contains(word), "\(word)") }
            #expect(question["defects"]?.elements?.isEmpty == true && question["stopPost"]?.text == "List-Unsubscribe=One-Click")

            // Programs that follow links only look.
            for _ in 0..<2 {
                let page = try await service.call("GET", link, as: nil)
                #expect(page.status == 200 && page.text.contains("<form method=\"post\">") && page.text.contains("lang=\"nn\""))
                #expect(page.text.contains("Stadfest e-postadressa") && page.text.contains("Hamar") && !page.text.contains("example.no"))
            }
            try await eventually("the question noted") { try await service.stand(id)["bekreftelseSendt"]?.text }
            #expect(try await service.stand(id)["grunn"]?.text == "ikkeBekreftet")
            try await Task.sleep(for: .seconds(4))
            #expect(try mail.letters.count == 1, "one question and no digest")

            let done = try await service.call("POST", link, as: nil)
            #expect(done.status == 200 && done.text.contains("E-postadressa er stadfesta") && !done.text.contains("<form"))
            let digest = try #require(try await digests(mail, 1).first)
            #expect(digest["text"]?.text?.contains("Sak 2") == true)
            #expect(try await service.stand(id)["tilstand"]?.text == "aktiv")
            #expect(try await service.call("POST", link, as: nil).status == 200, "a repeat changes nothing")
            #expect(!service.logText.contains(link.suffix(40)))
        }
    }

    @Test
    func `every digest has a link that ends it, one click of a mail program is enough, and it begins again only with the reader's word`()
        async throws
    {
        try await withService { mail, service, folder in
            let id = try #require(try await service.subscribe(levering)["id"]?.text)
            try await service.confirm(mail, "kari@example.no")
            try await folder.register(cases: 1)
            let digest = try #require(try await digests(mail, 1).first)
            #expect(digest["stopPost"]?.text == "List-Unsubscribe=One-Click")
            let stop = try #require(digest["stop"]?.text).filter { !"<> \r\n".contains($0) }
            #expect(digest["text"]?.text?.contains(stop) == true && digest["html"]?.text?.contains(stop) == true)
            #expect(try await service.call("GET", stop, as: nil).text.contains("Stopp e-postane"))
            #expect(try await service.stand(id)["tilstand"]?.text == "aktiv", "looking changes nothing")
            let old = try #require(try DeliveryProcess.links(mail, "kari@example.no").confirm)
            let ended = try await service.call("POST", stop, as: nil)
            #expect(ended.status == 200 && ended.text.contains("E-postane er stoppa"))
            #expect(try await service.stand(id)["grunn"]?.text == "avsluttetAvMottaker")
            try await folder.register(cases: 1)

            #expect(try await service.call("POST", old, as: nil).status == 410, "the old confirmation is worth nothing")
            let answer = try await service.call("POST", "/abonnementer/\(id)/aktiver", .object([:]))
            #expect(answer.status == 200 && answer.json["tilstand"]?.text == "venter")
            try await eventually("the second question") { try mail.taken().questions.count == 2 ? true : nil }
            #expect(try mail.taken().digests.count == 1)
            try await service.confirm(mail, "kari@example.no")
            #expect(try await digests(mail, 2).last?["text"]?.text?.contains("Sak 2") == true)
        }
    }
}

/// The pages themselves, without a mail server.
struct EmailPageTests {
    private let secret = [UInt8](repeating: 7, count: 32)

    private func link(_ purpose: EmailLink.Purpose, expires: Tidspunkt?) throws -> String {
        let link = EmailLink(
            purpose, kommune: try #require(Organisasjonsnummer("970540008")), abonnement: SystemID(high: 1, low: 2),
            adresse: "kari@example.no", runde: 0, maalform: .bokmaal, expires: expires)
        return EmailLinks.path + link.text(signedWith: try #require(SealingKeys.parse(Base64.encode(secret))))
    }

    @Test func `a link that is none, that is too old or that belongs to nothing says so, in the browser's language and without a token`()
        async throws
    {
        let folder = try await DeliveryFolder()
        let service = try await DeliveryProcess.start(in: folder, ["SAKARKIV_NOTIFICATIONS_SECRETS_KEY": Base64.encode(secret)])
        try await folder.setUp()
        try await eventually("Hamar") {
            try await service.call("GET", "/meg").json["kommuner"]?.elements?.isEmpty == false ? true : nil
        }
        let later = Tidspunkt(milliseconds: 4_000_000_000_000)
        for (path, get, post, word) in [
            ("/epost/x", 404, 404, "Lenken er ikke gyldig"),
            (EmailLinks.path + String(repeating: "A", count: EmailLink.textCount), 404, 404, "Lenken er ikke gyldig"),
            (try link(.confirm, expires: Tidspunkt(milliseconds: 1_000)), 410, 410, "Lenken gjelder ikke lenger"),
            (try link(.confirm, expires: later), 200, 410, "Vil du ha varsler på e-post?"),
            (try link(.end, expires: nil), 200, 200, "Stoppe e-postene?"),
        ] {
            let page = try await service.call("GET", path, as: nil)
            #expect(page.status == get && page.text.contains(word), "\(path)")
            #expect(page.headers["Content-Type"] == "text/html; charset=utf-8" && page.headers["Cache-Control"] == "no-store")
            #expect(page.headers["Referrer-Policy"] == "no-referrer")
            #expect(page.headers["Content-Security-Policy"]?.contains("form-action 'self'") == true)
            #expect(page.headers["Content-Security-Policy"]?.contains("script-src") == false && !page.text.contains("<script"))
            #expect(try await service.call("POST", path, as: nil).status == post, "\(path)")
        }
        await service.stop()
    }

    @Test func `outside development e-mail needs an https address for its links`() async throws {
        let folder = try TestFolder()
        let tokens = "\(folder.path)/tokens.json"
        let digest = SHA256.hex("token")
        try Data(#"{"tokens": [{"identity": "a", "role": "operator", "sha256": "\#(digest)", "kommuner": "alle"}]}"#.utf8)
            .write(to: URL(fileURLWithPath: tokens))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: tokens)
        let settings = [
            "SAKARKIV_TOKENS_FILE": tokens, "SAKARKIV_NOTIFICATIONS_SECRETS_KEY": Base64.encode(secret),
            "SAKARKIV_NOTIFICATIONS_SMTP_HOST": "127.0.0.1", "SAKARKIV_NOTIFICATIONS_MAIL_FROM": "varsel@example.no",
            "SAKARKIV_NOTIFICATIONS_MAIL_DOMAINS": "example.no",
        ]
        for url in ["", "http://varsel.example.no"] {
            let more = settings.merging(["SAKARKIV_NOTIFICATIONS_PUBLIC_URL": url]) { $1 }
            #expect(try await RunningService.refusal(NotificationsApp.definition, in: folder, more).name == "public_url_missing")
        }
    }

    @Test func `every page has words in both standards, and a municipality's name becomes no markup`() {
        for kind in EmailPage.Kind.allCases {
            for maalform in Maalform.allCases {
                let page = EmailPage(kind: kind, maalform: maalform, kommune: "<b>Hamar").response
                guard case .bytes(let bytes) = page.body else {
                    Issue.record("a page is bytes")
                    continue
                }
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(text.contains("lang=\"\(maalform.rawValue)\"") && !text.contains("<b>") && page.status == kind.status)
            }
            #expect(EmailPageWords.of(kind, .bokmaal, "X").title != EmailPageWords.of(kind, .nynorsk, "X").title)
        }
    }
}
