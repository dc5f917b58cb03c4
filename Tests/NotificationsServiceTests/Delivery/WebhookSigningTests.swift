import Crypto
import Domain
import OutsideJudges
import Testing

@testable import NotificationsService

struct WebhookSigningTests {
    private let moment = Tidspunkt(milliseconds: 1_790_000_000_999)

    private func keys(_ byte: UInt8) throws -> WebhookKeys { try #require(WebhookKeys(bytes: [UInt8](repeating: byte, count: 64))) }

    private func sealing(_ byte: UInt8) throws -> SealingKeys {
        try #require(SealingKeys.parse(Base64.encode([UInt8](repeating: byte, count: 32))))
    }

    @Test func `the secret is 32 bytes behind whsec_, the public key 32 bytes behind whpk_`() throws {
        let keys = try keys(1)
        #expect(keys.shownSecret.hasPrefix("whsec_"))
        #expect(try Base64.decode(String(keys.shownSecret.dropFirst(6))).count == 32)
        #expect(try Base64.decode(String(keys.shownPublicKey.dropFirst(5))).count == 32)
        #expect(WebhookKeys(bytes: [1, 2, 3]) == nil)
    }

    @Test func `both signatures of every valid key stand in one header, newest first`() throws {
        let signature = WebhookSignature(
            id: "970540008-registry-1-0", time: moment, body: Array("{}".utf8), keys: [try keys(2), try keys(1)])
        let parts = signature.text.split(separator: " ")
        #expect(parts.map { $0.prefix { $0 != "," } } == ["v1", "v1a", "v1", "v1a"])
        #expect(signature.headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(signature.headers[1].value == "1790000000")
        let older = WebhookSignature(id: "970540008-registry-1-0", time: moment, body: Array("{}".utf8), keys: [try keys(1)])
        #expect(signature.text.hasSuffix(older.text))
    }

    @Test func `what is kept of the keys opens with the installation's key only, and says nothing of the secret`() throws {
        let keys = try keys(3)
        let kept = keys.sealed(with: try sealing(9))
        #expect(kept == keys.sealed(with: try sealing(9)))
        let text = "\(kept)"
        #expect(!text.contains(keys.shownSecret.dropFirst(6)))
        let opened = try #require(WebhookKeys(kept, with: try sealing(9)))
        #expect(opened.shownSecret == keys.shownSecret)
        #expect(opened.shownPublicKey == "whpk_\(kept.offentlig)")
        #expect(WebhookKeys(kept, with: try sealing(8)) == nil)
        var swapped = kept
        swapped.offentlig = try self.keys(4).sealed(with: try sealing(9)).offentlig
        #expect(WebhookKeys(swapped, with: try sealing(9)) == nil)
    }

    @Test func `an older sealing key goes on opening what it sealed`() throws {
        let old = try sealing(7)
        let kept = try keys(5).sealed(with: old)
        let both = try #require(
            SealingKeys.parse(
                [[UInt8](repeating: 6, count: 32), [UInt8](repeating: 7, count: 32)].map { Base64.encode($0) }.joined(separator: ", ")))
        #expect(WebhookKeys(kept, with: both) != nil)
        #expect(try keys(5).sealed(with: both).forseglingsnoekkel == both.currentID)
        #expect(SealingKeys.parse("AAAA") == nil)
        #expect(SealingKeys.parse("") == nil)
    }

    @Test(.enabled(if: OutsideJudge.has("standardwebhooks") && OutsideJudge.has("cryptography"), "\(OutsideJudge.missing)"))
    func `PyPI's standardwebhooks takes v1, and its cryptography v1a, also while two keys sign`() async throws {
        let (new, old) = (try keys(11), try keys(12))
        let body = "{\"tittel\":\"Søknad – æøå\"}"
        // standardwebhooks holds the timestamp against its own clock.
        let now = try await OutsideJudge.run("python3", ["-c", "import time; print(int(time.time()))"]).output
        let seconds = try #require(Int64(now.filter(\.isNumber)))
        let signature = WebhookSignature(
            id: "msg-1", time: Tidspunkt(milliseconds: seconds * 1_000), body: Array(body.utf8), keys: [new, old])
        let verdict = try await OutsideJudge.run(
            "python3",
            [
                "-c", Self.script, new.shownSecret, old.shownSecret, new.shownPublicKey, old.shownPublicKey, signature.id, "\(seconds)",
                signature.text, body,
            ])
        #expect(verdict.output.filter { !$0.isWhitespace } == "okokokokrefused")
    }

    private static let script = """
        import base64, sys
        from standardwebhooks import Webhook
        from standardwebhooks.webhooks import WebhookVerificationError
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        new, old, newpub, oldpub, id, ts, signature, body = sys.argv[1:]
        headers = {"webhook-id": id, "webhook-timestamp": ts, "webhook-signature": signature}
        for secret in (new, old):
            Webhook(secret).verify(body, headers)
            print("ok")
        signed = f"{id}.{ts}.{body}".encode()
        v1a = [base64.b64decode(s[4:]) for s in signature.split() if s.startswith("v1a,")]
        for key, sig in zip((newpub, oldpub), v1a):
            Ed25519PublicKey.from_public_bytes(base64.b64decode(key[5:])).verify(sig, signed)
            print("ok")
        try:
            Webhook(new).verify(body + " ", headers)
        except WebhookVerificationError:
            print("refused")
        """
}
