import CommitLog
import Domain
import ShardRuntime

/// Decides a commit of the registry's: takes in what concerns retention, and works out in the same commit what comes of it, as far as one commit takes.
struct UpstreamDecision {
    let shard: ShardContext
    let limitEnheter: Int

    private var lager: Kassasjonslager { Kassasjonslager(shard.database) }

    /// Records what comes of a commit.
    func decide(_ commit: Commit) throws {
        let known = try KnownEvents(of: commit, knowing: Registerfoelging.kjenner)
        guard !known.events.isEmpty else { return }
        let foelging = try Registerfoelging(known.events, kommune: shard.kommune, lager)
        for event in foelging.hendelser { try shard.record(event) }
        for enhet in foelging.mistenkte {
            guard let ring = try sloeyfe(enhet) else { continue }
            try shard.record(KassasjonssloeyfeOppdaget(enheter: ring))
        }
        var rest = limitEnheter
        for omfang in foelging.omfang {
            // What the scopes before came to is there for this one: they may overlap.
            let steg = try Omberegningssteg(lager).run(omfang, limit: rest)
            for event in steg.hendelser { try shard.record(event) }
            rest -= min(rest, steg.vurdert)
            if let neste = steg.neste {
                try shard.record(OmberegningStartet(omberegning: shard.nextID(), omfang: omfang, posisjon: neste))
            }
        }
    }

    private func sloeyfe(_ enhet: Kassasjonsenhet) throws -> [Kassasjonsenhet]? {
        switch enhet {
        case .klasse(let id): try lager.sloeyfe(klasse: id)
        case .mappe(let id): try lager.sloeyfe(mappe: id)
        case .arkivdel, .registrering, .dokumentbeskrivelse: nil
        }
    }
}
