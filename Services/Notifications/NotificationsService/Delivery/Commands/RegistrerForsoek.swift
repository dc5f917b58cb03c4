import Contracts
import Domain
import ShardRuntime

/// What came of attempts: told by the worker that made them, decided on here, so that everything that happened stands in the commit log.
struct RegistrerForsoek: Command {
    static let commandType = "levering.registrer"

    /// One attempt as the worker saw it.
    struct Utfoert: Codable, Sendable {
        /// What came of it.
        enum Utfall: Codable, Sendable {
            /// The target was asked.
            case svar(Leveringssvar)
            /// Nothing was sent: the hendelse is gone.
            case utgaatt
            /// Nothing was sent: by this subscription it may not even be told that there is something.
            case fortiet
            /// Nothing was sent, and nothing may be.
            case stopp(Deaktiveringsgrunn)
            /// A trial; nothing depends on it.
            case proeve(Leveringssvar)
        }
        var abonnement: SystemID
        var hendelse: Int64
        /// Which attempt of it, from 1.
        var nummer: Int
        /// Which round of it.
        var runde = 0
        var begynt: Tidspunkt
        var ferdig: Tidspunkt
        var utfall: Utfall
        /// Sixty-four random bits, as a signed number.
        var tilfeldig: Int64
    }

    var utfoert: [Utfoert]

    func decide(in shard: ShardContext, _ plan: Leveringsplan) throws -> ShardDecision {
        let lager = Leveringslager(shard.database)
        var tally = Tally()
        for one in utfoert {
            guard let rad = try lager.finn(one.abonnement) else { continue }
            if case .proeve(let svar) = one.utfall {
                tally.forsoek.append(Self.notert(one, svar, .proeve))
                continue
            }
            // Told twice, since the outcome of the first telling was not known; or replayed or deleted meanwhile.
            guard let ventende = try lager.ventende(one.abonnement, one.hendelse), ventende.forsoek == one.nummer - 1,
                ventende.runde == one.runde,
                tally.isNew(one)
            else { continue }
            decide(one, ventende, rad, plan, &tally)
        }
        guard !tally.forsoek.isEmpty || !tally.deaktivert.isEmpty else { return ShardDecision() }
        let stand = tally.maal.sorted { $0.key < $1.key }.map { LeveringerForsoekt.Maalstand(abonnement: $0.key, maal: $0.value) }
        return ShardDecision(
            events: [LeveringerForsoekt(forsoek: tally.forsoek, maal: stand)] + tally.deaktivert
                + (try Deaktiveringsvarsel.varsler(tally.deaktivert, shard)))
    }

    private func decide(
        _ one: Utfoert, _ ventende: Leveringslager.Ventende, _ rad: Leveringslager.Rad, _ plan: Leveringsplan, _ tally: inout Tally
    ) {
        switch one.utfall {
        case .utgaatt: tally.forsoek.append(Self.notert(one, Leveringssvar(feil: "hendelse_gone"), .holdtTilbake))
        case .fortiet: tally.forsoek.append(Self.notert(one, Leveringssvar(feil: "not_told"), .holdtTilbake))
        case .stopp(let grunn):
            tally.forsoek.append(Self.notert(one, Leveringssvar(feil: "not_sent"), .deaktivert))
            tally.deaktiver(one.abonnement, grunn, rad, nil)
        case .proeve: break
        case .svar(let svar):
            let (maal, vedtak) = (tally.maal[one.abonnement] ?? rad.maal).etter(
                .init(
                    nummer: one.nummer, foerste: ventende.foerste ?? one.ferdig, begynt: one.begynt, ferdig: one.ferdig, svar: svar,
                    tilfeldig: UInt64(bitPattern: one.tilfeldig)), plan: plan)
            tally.maal[one.abonnement] = maal
            switch vedtak {
            case .levert: tally.forsoek.append(Self.notert(one, svar, .levert))
            case .nyttForsoek(let neste): tally.forsoek.append(Self.notert(one, svar, .nyttForsoek, neste: neste))
            case .oppgitt: tally.forsoek.append(Self.notert(one, svar, .oppgitt))
            case .deaktiver(let grunn):
                tally.forsoek.append(Self.notert(one, svar, .deaktivert))
                tally.deaktiver(one.abonnement, grunn, rad, svar.feil)
            }
        }
    }

    static func notert(
        _ one: Utfoert, _ svar: Leveringssvar, _ vedtak: LeveringerForsoekt.Forsoek.Vedtak, neste: Tidspunkt? = nil
    ) -> LeveringerForsoekt.Forsoek {
        LeveringerForsoekt.Forsoek(
            abonnement: one.abonnement, hendelse: one.hendelse, nummer: one.nummer, begynt: one.begynt,
            varighetMillisekunder: max(0, one.ferdig.milliseconds - one.begynt.milliseconds), status: svar.status, feil: svar.feil,
            vedtak: vedtak, neste: neste)
    }

    /// What has been decided so far.
    private struct Tally {
        var forsoek: [LeveringerForsoekt.Forsoek] = []
        var maal: [SystemID: Leveringsmaal] = [:]
        var deaktivert: [LeveringDeaktivert] = []
        private var seen: Set<String> = []
        private var disabled: Set<SystemID> = []

        mutating func isNew(_ one: Utfoert) -> Bool { seen.insert("\(one.abonnement)/\(one.hendelse)").inserted }

        mutating func deaktiver(_ abonnement: SystemID, _ grunn: Deaktiveringsgrunn, _ rad: Leveringslager.Rad, _ feil: String?) {
            guard rad.deaktivert == nil, disabled.insert(abonnement).inserted else { return }
            deaktivert.append(
                LeveringDeaktivert(
                    abonnement: abonnement, grunn: grunn, feilerSiden: (maal[abonnement] ?? rad.maal).feilerSiden, sisteFeil: feil))
        }
    }
}
