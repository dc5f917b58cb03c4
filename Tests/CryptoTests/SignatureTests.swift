import Crypto
import Testing

@Suite struct SignatureTests {
    @Test(arguments: [
        // RFC 8032 section 7.1, tests 1 to 3.
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ])
    func `Ed25519 gives RFC 8032's signatures`(seed: String, publicKey: String, message: String, signature: String) throws {
        let key = try #require(Hex.decode(seed).flatMap { Ed25519.PrivateKey(seed: $0) })
        let message = try #require(Hex.decode(message))
        #expect(Hex.encode(key.seed) == seed)
        #expect(Hex.encode(key.publicKey.bytes) == publicKey)
        #expect(Hex.encode(key.sign(message)) == signature)
        let expected = try #require(Hex.decode(signature))
        #expect(key.publicKey.verify(expected, of: message))
    }

    @Test func `a signature holds for its message and its key only`() throws {
        let key = Ed25519.PrivateKey.generate()
        let message = Array("kvittering".utf8)
        var signature = key.sign(message)
        let publicKey = try #require(Ed25519.PublicKey(key.publicKey.bytes))
        #expect(publicKey.verify(signature, of: message))
        #expect(!publicKey.verify(signature, of: message + [0]))
        #expect(!publicKey.verify(signature.dropLast(), of: message))
        #expect(!Ed25519.PrivateKey.generate().publicKey.verify(signature, of: message))
        signature[3] ^= 1
        #expect(!publicKey.verify(signature, of: message))
    }

    @Test func `keys of a wrong length are no keys`() {
        #expect(Ed25519.PrivateKey(seed: [UInt8](repeating: 0, count: 31)) == nil)
        #expect(Ed25519.PublicKey([UInt8](repeating: 0, count: 33)) == nil)
    }

    @Test func `secrets are equal when all their bytes are`() {
        #expect(constantTimeEquals([1, 2, 3], [1, 2, 3]))
        #expect(constantTimeEquals([UInt8](), [UInt8]()))
        #expect(!constantTimeEquals([1, 2, 3], [1, 2, 4]))
        #expect(!constantTimeEquals([1, 2, 3], [1, 2]))
    }

    @Test func `random bytes are as many as asked for and do not repeat`() {
        let drawn = (0..<100).map { _ in randomBytes(16) }
        #expect(Set(drawn).count == 100)
        #expect(drawn.allSatisfy { $0.count == 16 })
        #expect(randomBytes(0).isEmpty)
    }
}
