import Contracts
import Domain
import ShardRuntime

/// Somebody wants to be told.
struct OpprettAbonnement: ShardCommand {
    static let commandType = "abonnement.opprett"

    /// Who.
    var aktoer: Leser
    /// What.
    var oenske: Abonnementsoenske
    /// Of a webhook: what its requests will be signed with, sealed.
    var noekkel: Leveringsnoekkel?

    func decide(in shard: ShardContext) throws -> ShardDecision {
        var faults: [Fault] = []
        let saksmappe = try saksmappe(shard, &faults)
        if aktoer.partner != nil, oenske.eierslag == .rolle {
            faults.append(
                Fault(pointer: "/eier", code: Self.notAllowed, message: "partners share no subscription: it is a person's or a system's"))
        }
        let lager = Abonnementslager(shard.database)
        let antall = try lager.antall(eier)
        if antall.eier >= Abonnement.limitPerEier {
            faults.append(Fault(pointer: "", code: "too_many", message: "\(eier.navn) has \(antall.eier) subscriptions already; end one"))
        }
        if antall.kommune >= Abonnement.limitPerKommune {
            faults.append(
                Fault(pointer: "", code: "too_many", message: "the municipality has \(antall.kommune) subscriptions, which is the limit"))
        }
        guard faults.isEmpty else { throw Self.rejection(faults) }
        let abonnement = Abonnement(
            systemID: shard.nextID(), navn: oenske.navn, eier: eier, opprettetAv: aktoer.identitet, opprettetDato: shard.now,
            filter: Abonnementsfilter(
                kommune: shard.kommune, saksmappe: saksmappe, administrativEnhet: oenske.administrativEnhet,
                saksansvarlig: oenske.saksansvarlig, hendelsestyper: oenske.hendelsestyper),
            levering: oenske.levering, fra: try Hendelseslager(shard.database).siste())
        // The secret itself is not in the answer: answers stand in the commit log. Whoever made it adds it.
        return ShardDecision(
            events: [AbonnementOpprettet(abonnement: abonnement, noekkel: noekkel, gittMed: aktoer)],
            answer: Answer(body: AbonnementJSON(abonnement, lestTil: abonnement.fra).json))
    }

    /// What cannot be found may yet come; what may not be seen is refused, and that alone.
    private static func rejection(_ faults: [Fault]) -> Rejection {
        let isMissing = faults.allSatisfy { $0.code == "not_found" }
        return Rejection(isMissing ? .ikkefunnet : .ugyldigforespoersel, faults)
    }

    private var eier: Abonnementseier {
        switch oenske.eierslag ?? (aktoer.partner == nil ? .person : .system) {
        case .person: Abonnementseier(slag: .person, navn: aktoer.identitet)
        case .rolle: Abonnementseier(slag: .rolle, navn: aktoer.rolle)
        case .system: Abonnementseier(slag: .system, navn: aktoer.partner ?? aktoer.identitet)
        }
    }

    private func saksmappe(_ shard: ShardContext, _ faults: inout [Fault]) throws -> SystemID? {
        guard let soekt = oenske.saksmappe else { return nil }
        let lager = Varslingslager(shard.database)
        guard let sak = try SystemID(soekt).map({ try lager.sak($0) }) ?? lager.sak(mappeID: soekt) else {
            faults.append(
                Fault(pointer: "/filter/saksmappe", code: "not_found", message: "no case «\(soekt)» is known in \(shard.kommune)"))
            return nil
        }
        guard aktoer.visning(av: try Tilgangslager(shard.database).tilgang(sak.systemID), shard.now.norskDato).viserInnhold else {
            faults.append(
                Fault(
                    pointer: "/filter/saksmappe", code: Self.notAllowed,
                    message: "the case «\(soekt)» is screened, and \(aktoer.identitet) is not cleared for it"))
            return nil
        }
        return sak.systemID
    }

    /// The fault that says that somebody may not see something.
    static let notAllowed = "not_allowed"
}
