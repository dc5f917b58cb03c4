import Crypto
import Domain

/// What a link in an e-mail stands for: whoever has it may do this one thing, for one subscription and one address.
///
/// The link carries all of it, with a signature that only this installation can make (HMAC-SHA-256): nothing is looked up to tell whether it is one.
struct EmailLink: Hashable, Sendable {
    /// What it does.
    enum Purpose: UInt8, Sendable, CaseIterable {
        case confirm = 1
        case end = 2
    }

    /// What a text turned out to be.
    enum Reading: Hashable, Sendable {
        case valid(EmailLink)
        /// Made here, and too old.
        case expired(EmailLink)
        /// Not made here.
        case unknown
    }

    /// How much of the digest of the address it carries, bytes.
    static let digestByteCount = 16

    var purpose: Purpose
    var kommune: Organisasjonsnummer
    var abonnement: SystemID
    /// A digest of the address: a link that gets about does not say whose it is.
    var adresse: [UInt8]
    /// Which round of asking it belongs to.
    var runde: UInt32
    /// What its page is written in.
    var maalform: Maalform
    /// From when on it is worth nothing; nil: never.
    var expires: Tidspunkt?

    init(
        _ purpose: Purpose, kommune: Organisasjonsnummer, abonnement: SystemID, adresse: String, runde: Int, maalform: Maalform,
        expires: Tidspunkt?
    ) {
        (self.purpose, self.kommune, self.abonnement) = (purpose, kommune, abonnement)
        (self.adresse, self.runde) = (Self.digest(of: adresse), UInt32(clamping: runde))
        (self.maalform, self.expires) = (maalform, expires)
    }

    /// What an address is compared by; upper and lower case are the same.
    static func digest(of address: String) -> [UInt8] { Array(SHA256.hash(address.lowercased()).prefix(digestByteCount)) }

    // MARK: - As text

    /// What the signature is for, among everything that is signed with the installation's key.
    private static let context = "link in an e-mail"
    private static let kommuneByteCount = 9
    private static let payloadByteCount = 2 + kommuneByteCount + 16 + digestByteCount + 4 + 8
    /// How long a link's text is, characters.
    static let textCount = ((payloadByteCount + SHA256.byteCount) * 4 + 2) / 3

    /// The text, base64url.
    func text(signedWith keys: SealingKeys) -> String {
        let bytes = payload
        return Base64.encode(bytes + keys.derive(Self.context, bytes), alphabet: .url)
    }

    /// Reads a text. It takes the same time whatever is wrong with it.
    static func read(_ text: String, signedWith keys: SealingKeys, now: Tidspunkt) -> Reading {
        // What is no text of a link is judged like one that is all zeros: its signature does not fit either.
        let decoded = text.utf8.count == textCount ? try? Base64.decode(text, alphabet: .url) : nil
        let bytes = decoded ?? [UInt8](repeating: 0, count: payloadByteCount + SHA256.byteCount)
        let payload = Array(bytes.prefix(payloadByteCount))
        let isSigned = keys.isDerived(bytes.suffix(SHA256.byteCount), context, payload)
        guard isSigned, let link = EmailLink(payload: payload) else { return .unknown }
        if let expires = link.expires, expires <= now { return .expired(link) }
        return .valid(link)
    }

    private var payload: [UInt8] {
        var bytes: [UInt8] = [purpose.rawValue, maalform == .nynorsk ? 1 : 0]
        bytes += kommune.rawValue.utf8
        bytes += Hex.decode(abonnement.rawValue.filter { $0 != "-" }) ?? []
        bytes += adresse
        bytes += (0..<4).map { UInt8(truncatingIfNeeded: runde >> (24 - $0 * 8)) }
        let moment = UInt64(bitPattern: expires?.milliseconds ?? 0)
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: moment >> (56 - UInt64($0) * 8)) }
        precondition(bytes.count == Self.payloadByteCount, "a link has as many bytes as any other")
        return bytes
    }

    private init?(payload bytes: [UInt8]) {
        var rest = bytes[...]
        func take(_ count: Int) -> ArraySlice<UInt8> {
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
        func number(_ count: Int) -> UInt64 { take(count).reduce(0) { $0 << 8 | UInt64($1) } }
        guard let purpose = take(1).first.flatMap(Purpose.init) else { return nil }
        let maalform: Maalform = take(1).first == 1 ? .nynorsk : .bokmaal
        guard let kommune = Organisasjonsnummer(String(decoding: take(Self.kommuneByteCount), as: UTF8.self)) else { return nil }
        (self.purpose, self.maalform, self.kommune) = (purpose, maalform, kommune)
        let high = number(8)
        abonnement = SystemID(high: high, low: number(8))
        adresse = Array(take(Self.digestByteCount))
        runde = UInt32(truncatingIfNeeded: number(4))
        let moment = Int64(bitPattern: number(8))
        expires = moment == 0 ? nil : Tidspunkt(milliseconds: moment)
    }
}

/// The links in an installation's e-mails.
struct EmailLinks: Sendable {
    /// The path of their page; the link's text follows.
    static let path = "/epost/"

    /// What they begin with.
    let base: String
    let keys: SealingKeys

    /// Where the holder of an address confirms it.
    func confirm(_ abonnement: Abonnement, runde: Int, now: Tidspunkt) -> String {
        link(.confirm, abonnement, runde: runde, expires: Epostbekreftelse.gyldigTil(now))
    }

    /// Where the holder of an address ends it. It never expires: whoever finds an old e-mail can still end the next ones.
    func end(_ abonnement: Abonnement) -> String { link(.end, abonnement, runde: 0, expires: nil) }

    private func link(_ purpose: EmailLink.Purpose, _ abonnement: Abonnement, runde: Int, expires: Tidspunkt?) -> String {
        let link = EmailLink(
            purpose, kommune: abonnement.filter.kommune, abonnement: abonnement.systemID, adresse: abonnement.levering.adresse ?? "",
            runde: runde, maalform: abonnement.levering.maalform ?? .bokmaal, expires: expires)
        return base + Self.path + link.text(signedWith: keys)
    }
}
