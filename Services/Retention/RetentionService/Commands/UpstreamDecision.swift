import CommitLog
import Domain
import ShardRuntime

/// Decides a commit of the registry's: takes in what concerns retention, and works out in the same commit what comes of it, as far as one commit takes.
struct UpstreamDecision {
    private let shard: ShardContext
    private let lager: Kassasjonslager
    private let varsel: Omberegningsvarsel

    private let limitEnheter: Int

    init(_ shard: ShardContext, _ varsel: Omberegningsvarsel, limitEnheter: Int) {
        (self.shard, self.varsel, self.limitEnheter) = (shard, varsel, limitEnheter)
        lager = Kassasjonslager(shard.database)
    }

    /// Nil when the commit asks for nothing.
    func decide(_ commit: Commit) throws -> ShardDecision? {
        let known = try KnownEvents(of: commit, knowing: Registerfoelging.kjenner)
        guard !known.events.isEmpty else { return nil }
        let foelging = try Registerfoelging(known.events, kommune: shard.kommune, lager)
        guard !foelging.hendelser.isEmpty else { return nil }
        return ShardDecision(events: foelging.hendelser + (try beregn(foelging)))
    }

    /// Thrown to undo a trial.
    private struct Proevd: Error {}

    /// What comes of it. It is tried on the store, by the code that will do it, and the trial is undone: what is decided looks at nothing else than what
    /// will be there.
    private func beregn(_ foelging: Registerfoelging) throws -> [any DomainEvent] {
        guard !foelging.omfang.isEmpty || !foelging.mistenkte.isEmpty else { return [] }
        var hendelser: [any DomainEvent] = []
        do {
            try shard.database.savepoint {
                for event in foelging.hendelser { try apply(event) }
                for enhet in foelging.mistenkte {
                    guard let ring = try sloeyfe(enhet) else { continue }
                    hendelser.append(KassasjonssloeyfeOppdaget(enheter: ring))
                }
                var rest = limitEnheter
                for omfang in foelging.omfang {
                    // What the scopes before came to is there for this one: they may overlap.
                    let steg = try Omberegningssteg(lager).run(omfang, limit: rest)
                    for event in steg.hendelser { try apply(event) }
                    hendelser += steg.hendelser
                    rest -= min(rest, steg.vurdert)
                    if let neste = steg.neste {
                        hendelser.append(OmberegningStartet(omberegning: shard.nextID(), omfang: omfang, posisjon: neste))
                        varsel.meld(shard.kommune)
                    }
                }
                throw Proevd()
            }
        } catch is Proevd {
            return hendelser
        }
        return hendelser
    }

    private func apply(_ event: any DomainEvent) throws {
        // The municipality itself is the runtime's to keep.
        if event is KommuneFulgt { return }
        try lager.apply(event, at: shard.now)
    }

    private func sloeyfe(_ enhet: Kassasjonsenhet) throws -> [Kassasjonsenhet]? {
        switch enhet {
        case .klasse(let id): try lager.sloeyfe(klasse: id)
        case .mappe(let id): try lager.sloeyfe(mappe: id)
        case .arkivdel, .registrering, .dokumentbeskrivelse: nil
        }
    }
}
