import Crypto
import Testing

struct AESGCMTests {
    private let key = [UInt8](repeating: 7, count: 32)
    private let nonce = [UInt8](repeating: 9, count: 12)

    @Test func `the test vectors 13 to 15 of the GCM specification hold`() throws {
        let zero = [UInt8](repeating: 0, count: 32)
        let zeroNonce = [UInt8](repeating: 0, count: 12)
        #expect(
            AESGCM.seal([UInt8](), key: zero, nonce: zeroNonce, context: [UInt8]())
                == zeroNonce + (Hex.decode("530f8afbc74536b9a963b4f1c4cb738b") ?? []))
        #expect(
            AESGCM.seal([UInt8](repeating: 0, count: 16), key: zero, nonce: zeroNonce, context: [UInt8]())
                == zeroNonce + (Hex.decode("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919") ?? []))
        let key = try #require(Hex.decode("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"))
        let nonce = try #require(Hex.decode("cafebabefacedbaddecaf888"))
        let plain = try #require(
            Hex.decode(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255"
            ))
        let expected = try #require(
            Hex.decode(
                "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"
                    + "b094dac5d93471bdec1a502270e3cc6c"))
        #expect(AESGCM.seal(plain, key: key, nonce: nonce, context: [UInt8]()) == nonce + expected)
    }

    @Test func `what was sealed opens with the same key and context only`() {
        let sealed = AESGCM.seal("hemmelig".utf8, key: key, nonce: nonce, context: "abonnement 1".utf8)
        #expect(AESGCM.open(sealed, key: key, context: "abonnement 1".utf8) == Array("hemmelig".utf8))
        #expect(AESGCM.open(sealed, key: key, context: "abonnement 2".utf8) == nil)
        #expect(AESGCM.open(sealed, key: [UInt8](repeating: 8, count: 32), context: "abonnement 1".utf8) == nil)
    }

    @Test func `a single changed bit, a cut and an empty text are found`() {
        let sealed = AESGCM.seal("hemmelig".utf8, key: key, nonce: nonce, context: [UInt8]())
        for place in sealed.indices {
            var changed = sealed
            changed[place] ^= 1
            #expect(AESGCM.open(changed, key: key, context: [UInt8]()) == nil, "byte \(place)")
        }
        #expect(AESGCM.open(sealed.dropLast(), key: key, context: [UInt8]()) == nil)
        #expect(AESGCM.open([UInt8](), key: key, context: [UInt8]()) == nil)
    }
}
