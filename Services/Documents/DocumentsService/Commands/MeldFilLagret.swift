import Domain
import ShardRuntime

/// A worker says: the file is stored.
struct MeldFilLagret: ShardCommand {
    static let commandType = "fil.meld.lagret"

    var dokumentobjekt: SystemID
    /// The attempt this came of; a result of an older one is not wanted any more.
    var forsoek: Int
    var sjekksum: String
    var filstoerrelse: Int64
    var format: String
    var formatDetaljer: String?
    var mimeType: String

    func decide(in shard: ShardContext) throws -> ShardDecision {
        let lager = DocumentsLager(shard.database)
        guard let fil = try lager.fil(dokumentobjekt), fil.tilstand.mangler, fil.forsoeksnummer == forsoek else { return ShardDecision() }
        let lagret = FilLagret(
            dokumentobjekt: dokumentobjekt, dokumentbeskrivelse: fil.dokumentbeskrivelse, registrering: fil.registrering,
            sjekksum: sjekksum, filstoerrelse: filstoerrelse, format: format, formatDetaljer: formatDetaljer, mimeType: mimeType,
            lagretDato: shard.now)
        var decision = ShardDecision(events: [lagret])
        if let verktoey = Konverteringsregel.verktoey(forFormat: format) {
            decision.events.append(KonverteringBestilt(dokumentobjekt: dokumentobjekt, verktoey: verktoey, bestiltDato: shard.now))
        }
        // Whoever was told that it is missing is told that it came.
        if fil.varsel > .ingen, let avsender = fil.avsender {
            decision.events.append(AvsenderVarslet(dokumentobjekt: dokumentobjekt, utfall: .lagret))
            decision.receipts = [Filkvittering(fil: fil, avsender: avsender, kommune: shard.kommune, time: shard.now).lagret(lagret)]
        }
        return decision
    }
}
