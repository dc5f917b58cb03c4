import Contracts
import Crypto
import Domain
import ServiceKit

/// Somebody who asks: one column of the matrix.
struct AccessReader: Sendable {
    /// The municipality that everything asked for lies in.
    static let hamar = "970540008"
    /// The other one.
    static let loeten = "964950679"

    /// What stands above the column.
    let heading: String
    /// Who it is, in words.
    let meaning: String
    let identity: String
    let role: Role
    var partner: String?
    var kommune = hamar
    /// Nil: as a tokens file says nothing.
    var klarering: Klarering?
    var gradering: Set<String> = []

    /// Whether they may act for another municipality alone.
    var isElsewhere: Bool { kommune != Self.hamar }

    static let sender = AccessReader(
        heading: "partner, sender", meaning: "the partner that sent the object", identity: "byggsak", role: .partner, partner: "byggsak")
    static let responsible = AccessReader(
        heading: "saksb., concerned", meaning: "the caseworker the case belongs to, cleared for nothing", identity: "kari",
        role: .saksbehandler)
    static let operatorHere = AccessReader(heading: "operator", meaning: "who runs the machines", identity: "drift", role: .operator)

    /// The columns, from left to right.
    static let all = [
        sender,
        AccessReader(
            heading: "partner, other", meaning: "a partner that sent nothing of it, and was granted nothing", identity: "skole",
            role: .partner, partner: "skole"),
        AccessReader(
            heading: "saksb., not cleared", meaning: "a caseworker cleared for nothing", identity: "ola", role: .saksbehandler),
        responsible,
        AccessReader(
            heading: "saksb., cleared", meaning: "a caseworker cleared for both tilgangsrestriksjoner, the grading and screened parts",
            identity: "klara", role: .saksbehandler, klarering: .bare(["13", "26", "UO"]), gradering: ["F"]),
        AccessReader(
            heading: "arkivar, not cleared", meaning: "an archivist cleared for nothing", identity: "arne", role: .arkivar,
            klarering: .bare([])),
        AccessReader(
            heading: "arkivar", meaning: "an archivist as the tokens file makes them: every tilgangsrestriksjon, no grading",
            identity: "arkivar", role: .arkivar),
        operatorHere,
        AccessReader(
            heading: "partner", meaning: "the sender itself, with a token for the other municipality alone", identity: "byggsak-loeten",
            role: .partner, partner: "byggsak", kommune: loeten),
        AccessReader(
            heading: "saksb.", meaning: "a caseworker cleared for everything", identity: "lars", role: .saksbehandler, kommune: loeten,
            klarering: .alle, gradering: ["F"]),
        AccessReader(
            heading: "arkivar", meaning: "an archivist cleared for everything", identity: "liv", role: .arkivar, kommune: loeten,
            klarering: .alle, gradering: ["F"]),
        AccessReader(
            heading: "operator", meaning: "who runs the machines", identity: "drift-loeten", role: .operator, kommune: loeten),
    ]

    /// Sets everything up: sees all there is, in both municipalities.
    static let founder = AccessReader(
        heading: "", meaning: "", identity: "alt", role: .arkivar, klarering: .alle, gradering: ["F"])
    /// Makes the municipalities.
    static let installer = AccessReader(heading: "", meaning: "", identity: "oppsett", role: .operator)

    /// Who they are to a service.
    var principal: Principal {
        Principal(
            identity: identity, role: role, kommuner: Organisasjonsnummer(kommune).map { .only([$0]) } ?? .only([]), partner: partner,
            klarering: klarering, gradering: gradering)
    }

    /// Their token.
    var token: String { "token-of-\(identity)-which-is-long-enough" }

    /// Their line in the tokens file.
    var listed: JSONValue {
        var json: [String: JSONValue] = [
            "identity": .string(identity), "role": .string(role.rawValue), "sha256": .string(SHA256.hex(Array(token.utf8))),
            "kommuner": identity == Self.installer.identity || identity == Self.founder.identity ? "alle" : [.string(kommune)],
        ]
        json["partner"] = partner.map { .string($0) }
        switch klarering {
        case .alle: json["klarering"] = "alle"
        case .bare(let some): json["klarering"] = .array(some.sorted().map { .string($0) })
        case nil: break
        }
        if !gradering.isEmpty { json["gradering"] = .array(gradering.sorted().map { .string($0) }) }
        return .object(json)
    }
}
