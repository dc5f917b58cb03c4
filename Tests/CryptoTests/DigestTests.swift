import Crypto
import Foundation
import Testing

@Suite struct DigestTests {
    @Test func `SHA-256 gives the digests of FIPS 180-4's examples`() {
        #expect(SHA256.hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(SHA256.hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            SHA256.hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
        let million = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
        #expect(SHA256.hex(million) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `the digest is the same from an array, a slice, data, lazy bytes and pieces`() {
        let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let whole = SHA256.hash(bytes)
        #expect(SHA256.hash([0] + bytes) != whole)
        #expect(SHA256.hash(([0] + bytes).dropFirst()) == whole)
        #expect(SHA256.hash(Data(bytes)) == whole)
        #expect(SHA256.hash(bytes.lazy.map { $0 }) == whole)
        let stream = SHA256Stream()
        for size in [1, 63, 64, 65, 1_000] {
            for start in stride(from: 0, to: bytes.count, by: size) { stream.update(bytes[start..<min(start + size, bytes.count)]) }
            // The stream starts anew after each digest.
            #expect(stream.finish() == whole)
        }
        stream.update(bytes.lazy.map { $0 })
        #expect(stream.finish() == whole)
    }

    @Test func `many threads hashing at once get each their own digest`() async {
        await withTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let bytes = [UInt8](repeating: UInt8(number), count: number * 7)
                    let stream = SHA256Stream()
                    stream.update(bytes)
                    return stream.finish() == SHA256.hash(bytes)
                }
            }
            for await isEqual in group { #expect(isEqual) }
        }
    }

    @Test(arguments: [
        // RFC 4231, test cases 1, 2, 3, 6 and 7.
        ([UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
        ),
        (
            [UInt8](repeating: 0xaa, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        (
            [UInt8](repeating: 0xaa, count: 131),
            Array(
                "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm."
                    .utf8), "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
        ),
        ([], [], "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
    ])
    func `HMAC gives RFC 4231's values`(key: [UInt8], message: [UInt8], expected: String) {
        let signature = HMACSHA256.sign(message, key: key)
        #expect(Hex.encode(signature) == expected)
        #expect(HMACSHA256.verify(signature, of: message, key: key))
        #expect(!HMACSHA256.verify(signature.dropLast(), of: message, key: key))
        #expect(!HMACSHA256.verify(signature, of: message + [0], key: key))
        #expect(!HMACSHA256.verify(signature, of: message, key: key + [1]))
    }
}
