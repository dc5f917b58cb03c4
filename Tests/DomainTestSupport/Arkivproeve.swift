import Domain

/// A municipality's archive in memory, with a clock and identifiers that count.
package struct Arkivproeve {
    package private(set) var tilstand = Arkivtilstand()
    /// 2026-05-04T08:00:00Z, unless a test moves it.
    package var now = Tidspunkt(milliseconds: 1_777_881_600_000)
    package var actor = "byggsak"
    /// Who gives the commands, as far as what they may see goes; nil: somebody who sees everything.
    package var leser: Leser?
    /// Whether material graded «Begrenset» is taken in.
    package var allowsBegrenset = true
    private let ids = Teller()
    private let vitne: (any Vitne)?

    /// Hamar, set up; the witness sees that too.
    package init(vitne: (any Vitne)? = nil) {
        self.vitne = vitne
        do {
            try utfoer(OpprettKommune(organisasjonsnummer: hamar, kommunenummer: "3403", navn: "Hamar"))
        } catch {
            preconditionFailure("Hamar was refused: \(error)")
        }
    }

    package var circumstances: Circumstances {
        Circumstances(now: now, actor: actor, leser: leser, allowsBegrenset: allowsBegrenset) { [ids] in ids.neste() }
    }

    /// Decides and applies; throws the rejection.
    @discardableResult
    package mutating func utfoer<Command: RegistryCommand>(_ command: Command) throws(Rejection) -> Decision<Command.Reply> {
        let before = ids.copy()
        do throws(Rejection) {
            let decision = try command.decide(tilstand, circumstances)
            vitne?.se(command, circumstances(before), .success(decision))
            tilstand.apply(decision.events)
            return decision
        } catch {
            vitne?.se(command, circumstances(before), .failure(error))
            throw error
        }
    }

    private func circumstances(_ ids: Teller) -> Circumstances {
        Circumstances(now: now, actor: actor, leser: leser, allowsBegrenset: allowsBegrenset) { ids.neste() }
    }

    /// Sends an arkivmelding.
    @discardableResult
    package mutating func send(_ melding: Arkivmelding) throws(Rejection) -> ArkivmeldingKvittering {
        try utfoer(OpprettArkivmelding(melding, id: "1")).reply
    }

    /// Sends an arkivmelding as another partner.
    @discardableResult
    package mutating func send(_ melding: Arkivmelding, av partner: String, _ rett: Partnerrett? = nil) throws(Rejection)
        -> ArkivmeldingKvittering
    {
        try utfoer(
            OpprettArkivmelding(
                melding: melding, avsender: .init(partner: partner, source: "/no/974650762/\(partner)", id: "1", rett: rett), format: .json)
        ).reply
    }

    /// The faults a command is refused with; none when it is granted.
    package func feil(_ command: some RegistryCommand) -> [Fault] {
        do {
            _ = try command.decide(tilstand, circumstances)
            return []
        } catch {
            return error.faults
        }
    }

    /// The faults an arkivmelding is refused with.
    package func feil(_ melding: Arkivmelding) -> [Fault] { feil(OpprettArkivmelding(melding, id: "1")) }
}

/// Sees every command and what became of it, before its events are applied; may decide again, in the same circumstances.
package protocol Vitne {
    func se<Command: RegistryCommand>(
        _ command: Command, _ circumstances: Circumstances, _ outcome: Result<Decision<Command.Reply>, Rejection>)
}

extension OpprettArkivmelding {
    package init(_ melding: Arkivmelding, id: String) {
        self.init(
            melding: melding, avsender: Avsender(partner: "byggsak", source: "/no/974650762/byggsak", id: id), format: .json)
    }
}

/// Hamar kommune.
package var hamar: Organisasjonsnummer {
    guard let number = Organisasjonsnummer("970540008") else { preconditionFailure("Hamar's number is valid") }
    return number
}

/// Identifiers that count.
final class Teller {
    private var last: UInt64

    init(last: UInt64 = 0) { self.last = last }

    func copy() -> Teller { Teller(last: last) }

    func neste() -> SystemID {
        last += 1
        return SystemID(high: 0x1000_0000_0000_4000, low: 0x8000_0000_0000_0000 | last)
    }
}
