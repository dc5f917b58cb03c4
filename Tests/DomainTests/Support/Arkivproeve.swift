import Domain
import Testing

/// A municipality's archive in memory, with a clock and identifiers that count.
struct Arkivproeve {
    var tilstand = Arkivtilstand()
    /// 2026-05-04T08:00:00Z, unless a test moves it.
    var now = Tidspunkt(milliseconds: 1_777_881_600_000)
    var actor = "byggsak"
    private let ids = Teller()

    /// Hamar, set up.
    init() {
        do {
            try utfoer(OpprettKommune(organisasjonsnummer: hamar, kommunenummer: "3403", navn: "Hamar"))
        } catch {
            Issue.record("Hamar was refused: \(error)")
        }
    }

    var circumstances: Circumstances { Circumstances(now: now, actor: actor) { [ids] in ids.neste() } }

    /// Decides and applies; throws the rejection.
    @discardableResult
    mutating func utfoer<Command: RegistryCommand>(_ command: Command) throws(Rejection) -> Decision<Command.Reply> {
        let decision = try command.decide(tilstand, circumstances)
        tilstand.apply(decision.events)
        return decision
    }

    /// Sends an arkivmelding.
    @discardableResult
    mutating func send(_ melding: Arkivmelding) throws(Rejection) -> ArkivmeldingKvittering {
        try utfoer(OpprettArkivmelding(melding, id: "1")).reply
    }

    /// The faults a command is refused with; none when it is granted.
    func feil(_ command: some RegistryCommand) -> [Fault] {
        do {
            _ = try command.decide(tilstand, circumstances)
            return []
        } catch {
            return error.faults
        }
    }

    /// The faults an arkivmelding is refused with.
    func feil(_ melding: Arkivmelding) -> [Fault] { feil(OpprettArkivmelding(melding, id: "1")) }
}

extension OpprettArkivmelding {
    init(_ melding: Arkivmelding, id: String) {
        self.init(
            melding: melding, avsender: Avsender(partner: "byggsak", source: "/no/974650762/byggsak", id: id), format: .json)
    }
}

/// Hamar kommune.
var hamar: Organisasjonsnummer {
    guard let number = Organisasjonsnummer("970540008") else { preconditionFailure("Hamar's number is valid") }
    return number
}

/// Identifiers that count.
final class Teller {
    private var last: UInt64 = 0

    func neste() -> SystemID {
        last += 1
        return SystemID(high: 0x1000_0000_0000_4000, low: 0x8000_0000_0000_0000 | last)
    }
}
