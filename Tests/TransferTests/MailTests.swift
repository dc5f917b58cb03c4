import Waiting
import Testing

@testable import Transfer

/// Against aiosmtpd, which refuses what its address says: `451@…` for now, `550@…` for good.
@Suite(.enabled(if: PythonServer.has("aiosmtpd"), PythonServer.missing("aiosmtpd")))
struct MailTests {
    /// Runs a mail server. `mode`: `none`, `starttls` or `tls`, with `auth` behind it where a login is asked for.
    private func withServer(
        _ mode: String, _ body: (MailClient, MailServer, PythonServer) async throws -> Void
    ) async throws {
        let certificate = try await offPool { try TestCertificate() }
        let server = try await offPool { try PythonServer(Self.script, [mode, certificate.directory]) }
        var configuration = HTTPClientConfiguration()
        configuration.tls.authoritiesFile = certificate.certificateFile
        let client = MailClient(configuration: configuration)
        let port = Int(server.words[0]) ?? 0
        let security: MailServer.Security = mode.hasPrefix("tls") ? .tls : mode.hasPrefix("starttls") ? .startTLS : .none
        var mailServer = MailServer(host: "localhost", port: port, security: security)
        mailServer.localName = "arkiv.example.no"
        do { try await body(client, mailServer, server) } catch {
            await client.shutdown()
            try await offPool { try certificate.remove() }
            throw error
        }
        await client.shutdown()
        try await offPool { try certificate.remove() }
    }

    private static let message = Array(
        "From: arkiv@example.no\r\nTo: kari@example.no\r\nSubject: Frist\r\n\r\nHei.\r\n.\r\n..to punktum\r\nSlutt.\r\n".utf8)

    private func mail(to: [String] = ["kari@example.no"], from: String = "arkiv@example.no", message: [UInt8] = message) -> Mail {
        Mail(from: from, to: to, message: message)
    }

    private func failure(_ client: MailClient, _ mail: Mail, _ server: MailServer) async -> TransferError? {
        do {
            try await client.deliver(mail, to: server)
            return nil
        } catch { return error }
    }

    @Test(arguments: ["none", "starttls", "tls", "starttls-auth", "tls-auth"])
    func `a mail arrives as it is, with its envelope`(mode: String) async throws {
        try await withServer(mode) { client, server, python in
            var server = server
            if mode.hasSuffix("auth") { server.credentials = .init(user: "arkiv", password: "pass ord") }
            try await client.deliver(mail(to: ["kari@example.no", "ola@example.no"]), to: server)
            let line = try await offPool { try python.line() }
            let hexadecimal = Self.message.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
            #expect(line == "arkiv.example.no arkiv@example.no kari@example.no,ola@example.no \(hexadecimal)")
            // A second one on the kept connection, to nobody who answers.
            try await client.deliver(mail(from: ""), to: server)
            #expect(try await offPool { try python.line() }.hasPrefix("arkiv.example.no <> kari@example.no "))
        }
    }

    @Test(arguments: [
        ("451@example.no", "arkiv@example.no", 451), ("550@example.no", "arkiv@example.no", 550),
        ("kari@example.no", "452@example.no", 452), ("kari@example.no", "553@example.no", 553),
        ("data554@example.no", "arkiv@example.no", 554), ("data421@example.no", "arkiv@example.no", 421),
    ])
    func `what the server says is kept, for now or for good`(to: String, from: String, code: Int) async throws {
        try await withServer("none") { client, server, _ in
            let error = await failure(client, mail(to: ["ola@example.no", to], from: from), server)
            #expect(error?.code == .mailRefused && error?.replyCode == code)
            #expect(error?.message.contains("nei takk") == true)
            #expect(await failure(client, mail(), server) == nil)
        }
    }

    @Test func `a wrong password is refused, and not told`() async throws {
        try await withServer("tls-auth") { client, server, _ in
            var server = server
            server.credentials = .init(user: "arkiv", password: "feilpassord")
            let error = await failure(client, mail(), server)
            #expect(error?.code == .mailRefused && error?.replyCode == 535)
            #expect(error.map { "\($0) \(server)" }?.contains("feilpassord") == false)
            server.credentials = nil
            #expect(await failure(client, mail(), server)?.replyCode == 530)
        }
    }

    @Test func `without TLS no password is sent, and no mail where TLS is wanted`() async throws {
        try await withServer("none") { client, server, _ in
            var server = server
            server.credentials = .init(user: "arkiv", password: "pass ord")
            #expect(await failure(client, mail(), server)?.code == .malformedRequest)
            server.security = .startTLS
            #expect(await failure(client, mail(), server)?.code == .tlsFailed)
        }
    }

    @Test func `a certificate of another authority gets no mail`() async throws {
        try await withServer("starttls") { _, server, _ in
            let stranger = MailClient()
            #expect(await failure(stranger, mail(), server)?.code == .tlsFailed)
            await stranger.shutdown()
        }
    }
}

struct MailCheckTests {
    private func refusal(_ mail: Mail, _ change: (inout MailServer) -> Void = { _ in }) async -> TransferError? {
        let client = MailClient()
        var server = MailServer(host: "127.0.0.1", port: 1, security: .none)
        change(&server)
        defer { Task { await client.shutdown() } }
        do {
            try await client.deliver(mail, to: server)
            return nil
        } catch { return error }
    }

    @Test(arguments: [
        "kari@example.no\r\nRCPT TO:<ola@example.no>", "kari@example.no>", "<kari@example.no", "kari", "kari@", "@example.no",
        "a b@example.no",
        "kari@example.no\n", "kari@example.no ", "", "kari@a@b", "kari@example.no\u{0}", "kåre@example.no", "\"a b\"@example.no",
        "kari@example.no SIZE=1", "kari,ola@example.no",
    ])
    func `an address that would be more than one is refused`(address: String) async {
        let bytes = Array("a: b\r\n\r\n".utf8)
        #expect(await refusal(Mail(from: "arkiv@example.no", to: [address], message: bytes))?.code == .malformedRequest)
        if !address.isEmpty {
            #expect(await refusal(Mail(from: address, to: ["kari@example.no"], message: bytes))?.code == .malformedRequest)
        }
    }

    @Test(arguments: [
        "a\n.\nMAIL FROM:<x@y>\r\n", "a\r\n.\n", "a\r.\r\n", "a\r\r\n", "a\u{0}\r\n", "a", "a\r",
        String(repeating: "a", count: 999) + "\r\n",
    ])
    func `a message in which another could hide is refused`(message: String) async {
        let mail = Mail(from: "a@example.no", to: ["b@example.no"], message: Array(message.utf8))
        #expect(await refusal(mail)?.code == .malformedRequest)
    }

    @Test func `too many recipients, none, and a server that is no name are refused`() async {
        let bytes = Array("a: b\r\n\r\n".utf8)
        #expect(await refusal(Mail(from: "a@b.no", to: [], message: bytes))?.code == .malformedRequest)
        let many = (0...Mail.maximumRecipients).map { "a\($0)@b.no" }
        #expect(await refusal(Mail(from: "a@b.no", to: many, message: bytes))?.code == .malformedRequest)
        let mail = Mail(from: "a@b.no", to: ["c@d.no"], message: bytes)
        for host in ["", "a b", "a/b", "a@b", "a\r\nb", "a?b"] { #expect(await refusal(mail) { $0.host = host }?.code == .malformedURL) }
        #expect(await refusal(mail) { $0.localName = "a/b" }?.code == .malformedURL)
        #expect(await refusal(mail) { $0.port = 0 }?.code == .malformedURL)
        #expect(await refusal(mail)?.code == .connectionFailed)
        #expect(await refusal(mail) { $0.policy = TransferPolicy() }?.code == .addressNotAllowed)
    }

    @Test func `a mail server that says nothing is a timeout`() async throws {
        let listener = try RawListener()
        let mail = Mail(from: "a@b.no", to: ["c@d.no"], message: Array("a: b\r\n\r\n".utf8))
        let error = await refusal(mail) { ($0.port, $0.timeout) = (Int(listener.port), .milliseconds(200)) }
        #expect(error?.code == .timedOut)
    }
}
