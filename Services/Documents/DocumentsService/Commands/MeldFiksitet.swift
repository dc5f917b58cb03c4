import Domain
import ShardRuntime

/// The fixity worker says: these files were read again, and this is how they were.
struct MeldFiksitet: ShardCommand {
    static let commandType = "fiksitet.meld"

    /// The most documents named with a damaged file; there are more only where one file is everybody's.
    static let namedDocumentsMax = 100

    /// One file.
    struct Kontroll: Codable, Sendable, Hashable {
        var sjekksum: String
        var antallBytes: Int64
        /// Nil: whole.
        var skade: Filskade?
    }

    var kontroller: [Kontroll]
    var startetDato: Tidspunkt

    func decide(in shard: ShardContext) throws -> ShardDecision {
        let lager = DocumentsLager(shard.database)
        var (hele, skadde, bytes) = ([String](), [String](), Int64(0))
        var told: [any DomainEvent] = []
        for kontroll in kontroller {
            // A file that was disposed of meanwhile is nobody's.
            guard let fil = try lager.lagretfil(kontroll.sjekksum) else { continue }
            bytes += kontroll.antallBytes
            guard let skade = kontroll.skade else {
                hele.append(fil.sjekksum)
                if fil.skade != nil { told.append(FilGjenopprettet(sjekksum: fil.sjekksum, oppdagetDato: shard.now)) }
                continue
            }
            skadde.append(fil.sjekksum)
            // Known damage is no news; another kind of it is.
            guard fil.skade?.slag != skade.slag else { continue }
            let owners = try lager.dokumentobjekter(medSjekksum: fil.sjekksum, limit: Self.namedDocumentsMax)
            told.append(
                FilSkadet(
                    sjekksum: fil.sjekksum, filstoerrelse: fil.filstoerrelse, skade: skade, dokumentobjekt: owners.map(\.systemID),
                    registrering: owners.map(\.registrering), kjentSkade: fil.skade, oppdagetDato: shard.now))
        }
        guard !hele.isEmpty || !skadde.isEmpty else { return ShardDecision() }
        let checked = FiksitetKontrollert(
            hele: hele, skadde: skadde, antallBytes: bytes, startetDato: startetDato, avsluttetDato: shard.now)
        return ShardDecision(events: [checked] + told)
    }
}
