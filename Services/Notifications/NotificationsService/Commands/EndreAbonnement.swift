import Contracts
import Domain
import ShardRuntime

/// The owner wants another name, or to be told elsewhere.
struct EndreAbonnement: ShardCommand {
    static let commandType = "abonnement.endre"

    var aktoer: Leser
    var abonnement: SystemID
    var navn: String?
    var levering: Levering?

    func decide(in shard: ShardContext) throws -> ShardDecision {
        let rad = try shard.abonnement(abonnement, of: aktoer)
        var ny = rad.abonnement
        if let levering, levering.type != ny.levering.type {
            throw Rejection(
                .ugyldigforespoersel,
                [
                    Fault(
                        pointer: "/levering/type", code: "invalid_value",
                        message: "a subscription keeps its way of being told (\(ny.levering.type.rawValue)); make another one")
                ])
        }
        (ny.navn, ny.levering) = (navn ?? ny.navn, levering ?? ny.levering)
        let svar = Answer(body: AbonnementJSON(ny, lestTil: rad.lestTil).json)
        guard ny != rad.abonnement else { return ShardDecision(answer: svar) }
        // Of a role's subscription another may say where it is sent than who made it: then it tells what that one may see.
        let erNyttSted = (ny.levering.url, ny.levering.adresse) != (rad.abonnement.levering.url, rad.abonnement.levering.adresse)
        return ShardDecision(
            events: [
                AbonnementEndret(
                    abonnement: abonnement, navn: ny.navn, levering: ny.levering, endretDato: shard.now, endretAv: aktoer.identitet,
                    gittMed: erNyttSted ? aktoer : nil)
            ], answer: svar)
    }

    /// Reads a request's body: `navn` and `levering`, either or both.
    static func read(
        _ body: JSONValue, _ aktoer: Leser, _ abonnement: SystemID, _ targets: DeliveryTargets
    ) throws -> EndreAbonnement {
        var reader = OenskeReader()
        reader.unknown(in: body, at: .root, known: ["navn", "levering"])
        let navn = reader.optionalText("navn", in: body, at: .root, limit: Abonnement.limitNavnCharacters)
        let levering = body["levering"] == nil ? nil : reader.levering(body, targets)
        guard reader.faults.isEmpty else { throw Rejection(.ugyldigforespoersel, reader.faults) }
        return EndreAbonnement(aktoer: aktoer, abonnement: abonnement, navn: navn, levering: levering)
    }
}
