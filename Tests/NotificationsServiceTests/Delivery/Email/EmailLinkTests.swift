import Crypto
import Domain
import DomainTestSupport
import Testing

@testable import NotificationsService

struct EmailLinkTests {
    private let now = Tidspunkt(milliseconds: 1_777_881_600_000)

    private func keys(_ bytes: UInt8...) throws -> SealingKeys {
        try #require(SealingKeys(bytes.compactMap { SealingKeys.Key([UInt8](repeating: $0, count: 32)) }))
    }

    private func link(_ froe: inout Froe) throws -> EmailLink {
        EmailLink(
            froe.velg(EmailLink.Purpose.allCases), kommune: try #require(Organisasjonsnummer(froe.velg(["970540008", "964950679"]))),
            abonnement: SystemID(high: froe.velg([1, 2]), low: froe.velg([3, .max])),
            adresse: froe.velg(["kari@example.no", "ola@example.no"]),
            runde: froe.velg([0, 1, 70_000]), maalform: froe.velg(Maalform.allCases),
            expires: froe.velg([nil, Tidspunkt(milliseconds: now.milliseconds + 1), Tidspunkt(milliseconds: now.milliseconds + 86_400_000)])
        )
    }

    @Test func `a link is read as what it was made for, and never as anything else`() throws {
        let keys = try keys(1)
        var froe = Froe(17)
        for _ in 0..<500 {
            let (one, other) = (try link(&froe), try link(&froe))
            let (text, otherText) = (one.text(signedWith: keys), other.text(signedWith: keys))
            #expect(EmailLink.read(text, signedWith: keys, now: now) == .valid(one))
            #expect((text == otherText) == (one == other))
            // What one says, with the other's signature.
            guard one != other else { continue }
            let (a, b) = (try Base64.decode(text, alphabet: .url), try Base64.decode(otherText, alphabet: .url))
            let mixed = Base64.encode(a.dropLast(32) + b.suffix(32), alphabet: .url)
            #expect(EmailLink.read(mixed, signedWith: keys, now: now) == .unknown)
        }
    }

    @Test func `a link with any bit changed is none`() throws {
        let keys = try keys(1)
        var froe = Froe(18)
        let bytes = try Base64.decode(try link(&froe).text(signedWith: keys), alphabet: .url)
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(EmailLink.read(Base64.encode(changed, alphabet: .url), signedWith: keys, now: now) == .unknown, "bit \(bit)")
        }
    }

    @Test(arguments: [
        "", "a", "%", String(repeating: "A", count: EmailLink.textCount), String(repeating: "æ", count: EmailLink.textCount / 2),
    ])
    func `what is no link is not known`(text: String) throws {
        #expect(EmailLink.read(text, signedWith: try keys(1), now: now) == .unknown)
    }

    @Test func `links end when they say, those of older keys still count, and those of another installation do not`() throws {
        var froe = Froe(19)
        var link = try link(&froe)
        link.expires = now
        let text = link.text(signedWith: try keys(1))
        let before = Tidspunkt(milliseconds: now.milliseconds - 1)
        #expect(EmailLink.read(text, signedWith: try keys(1), now: now) == .expired(link))
        #expect(EmailLink.read(text, signedWith: try keys(1), now: before) == .valid(link))
        #expect(EmailLink.read(text, signedWith: try keys(2, 1), now: before) == .valid(link))
        #expect(EmailLink.read(text, signedWith: try keys(2), now: before) == .unknown)
    }

    @Test func `a link does not say whose address it is`() throws {
        var froe = Froe(20)
        let text = try link(&froe).text(signedWith: try keys(1))
        #expect(text.utf8.count == EmailLink.textCount)
        #expect(!String(decoding: try Base64.decode(text, alphabet: .url), as: UTF8.self).contains("example"))
    }
}
