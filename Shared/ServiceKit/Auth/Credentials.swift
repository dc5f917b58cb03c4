import Contracts
import Crypto
import Domain
public import Observability

/// The tokens that are known and whom each stands for. Only digests are kept in memory.
///
/// The configured file: `{"tokens": [{"identity": "kari", "role": "saksbehandler", "sha256": "<64 hex>", "kommuner": "alle"}]}`; `kommuner`
/// may be a list of organisasjonsnummer, and a partner may say `partner` when its topics have another name than the identity. `klarering` is
/// `alle` or a list of tilgangsrestriksjoner whose screened content they may see; without it an archivist sees all, everybody else none.
/// `gradering` is a list of gradings (M506) they are cleared for; without it nobody is cleared for any.
/// An identity may have several tokens, so that one can be replaced without a gap.
public struct Credentials: Sendable {
    /// The most tokens a file may hold.
    public static let limitTokens = 10_000

    private let principals: [[UInt8]: Principal]
    private let byIdentity: [String: [Principal]]
    /// Whether the service made the tokens itself.
    public let isDevelopment: Bool
    /// The SHA-256 of the file they were read from; nil for those that came from none.
    let fileDigest: [UInt8]?
    /// How many there are.
    var count: Int { principals.count }

    /// Tokens that stand for somebody, as tests make them.
    public init(_ tokens: [(token: String, principal: Principal)], isDevelopment: Bool = false) {
        principals = Dictionary(tokens.map { (SHA256.hash($0.token), $0.principal) }) { _, last in last }
        byIdentity = Dictionary(grouping: principals.values, by: \.identity)
        (self.isDevelopment, fileDigest) = (isDevelopment, nil)
    }

    private init(_ principals: [[UInt8]: Principal], fileDigest: [UInt8]) {
        (self.principals, self.fileDigest, isDevelopment) = (principals, fileDigest, false)
        byIdentity = Dictionary(grouping: principals.values, by: \.identity)
    }

    /// The configured tokens; without a file development tokens, on loopback only.
    ///
    /// - Throws: `no_tokens_configured` when the service would be reachable from outside without configured keys; `tokens_invalid` with
    ///   every fault; what `DevelopmentTokens.open` refuses.
    public static func load(_ settings: SuiteSettings, random: RandomSource) throws(StartRefusal) -> Credentials {
        guard let path = settings.tokensFile else {
            guard settings.isLoopback else {
                throw StartRefusal(
                    "no_tokens_configured",
                    "\(settings.address) can be reached from other machines, and development tokens are for loopback only: "
                        + "name a file in SAKARKIV_TOKENS_FILE",
                    exitCode: .configuration)
            }
            let made = try DevelopmentTokens.open(settings.data.tokens, random: random)
            return Credentials(
                made.map { made in
                    let partner = made.role == .partner ? made.identity : nil
                    return (made.token, Principal(identity: made.identity, role: made.role, kommuner: .all, partner: partner))
                }, isDevelopment: true)
        }
        return try parse(try content(of: path), of: path)
    }

    /// The bytes of the configured file.
    ///
    /// - Throws: `file_exposed` when others could read or change it; `tokens_invalid` when it is not there, or cannot be read.
    static func content(of path: String) throws(StartRefusal) -> [UInt8] {
        let content: [UInt8]?
        do { content = try GuardedFile.read(path) } catch let refusal as StartRefusal { throw refusal } catch {
            throw StartRefusal("tokens_invalid", "the tokens cannot be read: \(error)", exitCode: .configuration)
        }
        guard let content else {
            throw StartRefusal("tokens_invalid", "there is no file \(path); see SAKARKIV_TOKENS_FILE", exitCode: .configuration)
        }
        return content
    }

    /// Reads the content of the file of that name.
    ///
    /// - Throws: `tokens_invalid` with every fault.
    static func parse(_ content: [UInt8], of path: String) throws(StartRefusal) -> Credentials {
        do { return try parse(content) } catch {
            let places = error.faults.map { "\($0.pointer.isEmpty ? "(whole file)" : $0.pointer): \($0.message)" }
            throw StartRefusal("tokens_invalid", "\(path): \(places.joined(separator: "; "))", exitCode: .configuration)
        }
    }

    /// Reads the file's content.
    ///
    /// - Throws: a rejection with every fault.
    static func parse(_ content: [UInt8]) throws(Rejection) -> Credentials {
        var form = FormReader(try JSONReader.read(content))
        var principals: [[UInt8]: Principal] = [:]
        for (place, object) in form.objects("tokens", limit: limitTokens) {
            form.onlyKnown(["identity", "role", "sha256", "kommuner", "partner", "klarering", "gradering"], in: object, at: place)
            let identity = form.text("identity", in: object, at: place, accepts: "a name of 1 to 100 bytes") {
                !$0.isEmpty && $0.utf8.count <= 100
            }
            let roles = Role.allCases.map(\.rawValue).joined(separator: ", ")
            let role = form.text("role", in: object, at: place, accepts: "one of \(roles)") { Role(rawValue: $0) != nil }
            let digest = form.text("sha256", in: object, at: place, accepts: "the SHA-256 of the token, 64 hexadecimal digits") {
                Hex.decode($0)?.count == SHA256.byteCount
            }
            let kommuner = municipalities(&form, object, place)
            var partner = object["partner"]?.text
            if role == Role.partner.rawValue {
                partner = partner ?? identity
                if let name = partner, !PartnerName.isValid(name) {
                    form.fault(
                        place.appending("partner"), "wrong_form",
                        "«\(name)» cannot be the name of a partner: lower-case letters, digits and hyphens, at most \(PartnerName.limitCharacters)"
                    )
                }
            } else if partner != nil {
                form.fault(place.appending("partner"), "not_allowed", "only the role partner has one")
            }
            guard let identity, let role = role.flatMap(Role.init), let digest = digest.flatMap({ Hex.decode($0) }) else { continue }
            let principal = Principal(
                identity: identity, role: role, kommuner: kommuner, partner: partner, klarering: klarering(&form, object, place),
                gradering: Set(form.gradering(in: object, at: place)))
            if principals.updateValue(principal, forKey: digest) != nil {
                form.fault(place.appending("sha256"), "duplicate", "stands twice")
            }
        }
        if principals.isEmpty, form.faults.isEmpty { form.fault(.root.appending("tokens"), "empty", "nobody could call this service") }
        try form.finish()
        return Credentials(principals, fileDigest: SHA256.hash(content))
    }

    private static func municipalities(
        _ form: inout FormReader, _ object: [String: JSONValue], _ place: JSONPointer
    ) -> Principal.Municipalities {
        if object["kommuner"]?.text == "alle" { return .all }
        var some: Set<Organisasjonsnummer> = []
        for (index, text) in form.texts("kommuner", in: object, at: place).enumerated() {
            if let number = Organisasjonsnummer(text) {
                some.insert(number)
            } else {
                form.fault(place.appending("kommuner").appending(index), "wrong_form", "«\(text)» is not an organisasjonsnummer")
            }
        }
        return .only(some)
    }

    private static func klarering(_ form: inout FormReader, _ object: [String: JSONValue], _ place: JSONPointer) -> Klarering? {
        guard let value = object["klarering"] else { return nil }
        if value.text == "alle" { return .alle }
        return .bare(Set(form.texts("klarering", in: object, at: place)))
    }

    /// Everybody who has that identity at this moment: one for each of its tokens, none when nobody has it any more.
    func principals(of identity: String) -> [Principal] { byIdentity[identity] ?? [] }

    /// Whom a token stands for. It is looked up by its digest, which a sender cannot steer towards another token's, so the time it takes says
    /// nothing; the last comparison takes the same time wherever the digests differ.
    func principal(of token: String) -> Principal? {
        let digest = SHA256.hash(token)
        guard let place = principals.index(forKey: digest), constantTimeEquals(principals[place].key, digest) else { return nil }
        return principals[place].value
    }
}
