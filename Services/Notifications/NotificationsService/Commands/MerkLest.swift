import Contracts
import Domain
import ShardRuntime

/// The owner has read its feed up to a cursor, or some entries of it.
struct MerkLest: ShardCommand {
    static let commandType = "abonnement.les"

    var aktoer: Leser
    var abonnement: SystemID
    /// Everything up to here.
    var til: Int64?
    /// These.
    var enkelte: [Int64]

    func decide(in shard: ShardContext) throws -> ShardDecision {
        let rad = try shard.abonnement(abonnement, of: aktoer)
        let siste = try Hendelseslager(shard.database).siste()
        if let beyond = (enkelte + [til ?? 0]).first(where: { $0 > siste }) {
            throw Rejection(
                .ugyldigforespoersel,
                [Fault(pointer: "/til", code: "invalid_value", message: "\(beyond) is not a cursor of this feed; its last is \(siste)")])
        }
        let lestTil = max(rad.lestTil, til ?? 0)
        var lest = Set(rad.lestEnkelte + enkelte).filter { $0 > lestTil }.sorted()
        // Beyond the limit the oldest marks are dropped: those entries count as unread again.
        lest = Array(lest.suffix(AbonnementLest.limitEnkelte))
        let svar = Answer(body: ["lestTil": .int(lestTil), "lest": .array(lest.map { .int($0) })])
        guard lestTil != rad.lestTil || lest != rad.lestEnkelte else { return ShardDecision(answer: svar) }
        return ShardDecision(events: [AbonnementLest(abonnement: abonnement, til: lestTil, enkelte: lest)], answer: svar)
    }

    /// Reads a request's body: `{"til": <cursor>}`, `{"lest": [<cursor>, …]}`, or both.
    static func read(_ body: JSONValue, _ aktoer: Leser, _ abonnement: SystemID) throws -> MerkLest {
        var reader = OenskeReader()
        reader.unknown(in: body, at: .root, known: ["til", "lest"])
        let til = body["til"]?.integer
        if body["til"] != nil, til ?? -1 < 0 { reader.fault(.root.appending("til"), "invalid_value", "til is a cursor") }
        let elements = body["lest"]?.elements ?? []
        let enkelte = elements.compactMap(\.integer).filter { $0 > 0 }
        let isList = body["lest"] == nil || body["lest"]?.elements != nil
        if !isList || enkelte.count != elements.count || enkelte.count > AbonnementLest.limitEnkelte {
            reader.fault(.root.appending("lest"), "invalid_value", "lest is a list of at most \(AbonnementLest.limitEnkelte) cursors")
        }
        if body["til"] == nil, body["lest"] == nil { reader.fault(.root, "missing_member", "say what is read: til, lest, or both") }
        guard reader.faults.isEmpty else { throw Rejection(.ugyldigforespoersel, reader.faults) }
        return MerkLest(aktoer: aktoer, abonnement: abonnement, til: til, enkelte: enkelte)
    }
}
