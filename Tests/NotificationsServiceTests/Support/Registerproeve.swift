import Domain
import DomainTestSupport

/// A registry in memory whose commits a store of notifications follows.
struct Registerproeve {
    /// Keeps what the last command decided.
    private final class Witness: Vitne {
        var events: [any DomainEvent] = []
        func se<Command: RegistryCommand>(
            _ command: Command, _ circumstances: Circumstances, _ outcome: Result<Decision<Command.Reply>, Rejection>
        ) {
            if case .success(let decision) = outcome { events = decision.events }
        }
    }

    private let witness = Witness()
    private var arkiv: Arkivproeve
    let varsling: Varslingsproeve
    /// The events of every commit so far.
    private(set) var commits: [[any DomainEvent]]

    init() throws {
        arkiv = Arkivproeve(vitne: witness)
        varsling = try Varslingsproeve()
        commits = [witness.events]
        try varsling.follow(witness.events)
    }

    /// Carries a command out and lets notifications follow.
    @discardableResult
    mutating func utfoer<Command: RegistryCommand>(_ command: Command) throws -> Command.Reply {
        arkiv.now = varsling.now
        let reply = try arkiv.utfoer(command).reply
        commits.append(witness.events)
        try varsling.follow(witness.events)
        return reply
    }

    /// Makes a case. Returns its systemID.
    mutating func sak(
        _ tittel: String, enhet: String? = nil, ansvarlig: String? = nil, skjermet kode: String? = nil
    ) throws -> SystemID {
        var melding = Meldinger.sak(tittel: tittel)
        var sak = Arkivmelding.Saksmappe()
        sak.administrativEnhet = enhet.map { Arkivmelding.Identifikatorer(navn: $0) }
        sak.saksansvarlig = ansvarlig.map { Arkivmelding.Identifikatorer(navn: $0, identifikator: $0.lowercased()) }
        melding.mappe?.slag = .saksmappe(sak)
        melding.mappe?.skjerming = kode.map {
            Arkivmelding.Skjerming(tilgangsrestriksjon: Arkivmelding.Kode(kode: $0), skjermingshjemmel: "Offl. § 13")
        }
        if kode != nil { melding.mappe?.offentligTittel = "Skjermet sak" }
        let reply = try utfoer(OpprettArkivmelding(melding, id: "1"))
        guard let id = witness.events.compactMap({ ($0 as? SaksmappeOpprettet)?.saksmappe.mappe.systemID }).first else {
            preconditionFailure("no case came of \(reply)")
        }
        return id
    }

    /// Makes a letter in a case, to be answered by a date. Returns its systemID.
    mutating func brev(i sak: SystemID, frist: String? = nil, tittel: String = "Søknad") throws -> SystemID {
        var melding = Meldinger.brev(i: ReferanseTilMappe(systemID: sak))
        melding.registrering?.tittel = tittel
        if case .journalpost(var post)? = melding.registrering?.slag {
            post.forfallsdato = frist.flatMap { Dato($0) }
            melding.registrering?.slag = .journalpost(post)
        }
        _ = try utfoer(OpprettArkivmelding(melding, id: "1"))
        guard let id = witness.events.compactMap({ ($0 as? JournalpostOpprettet)?.journalpost.registrering.systemID }).first else {
            preconditionFailure("no journalpost came of it")
        }
        return id
    }

    /// Writes a letter off, and says how it is called.
    mutating func avskriv(_ post: SystemID) throws -> SystemID {
        let avskrivning = Arkivmelding.Avskrivning(
            avskrivningsdato: varsling.now.norskDato, avskrevetAv: Arkivmelding.Identifikatorer(navn: "Kari"),
            avskrivningsmaate: Arkivmelding.Kode(kode: "TE"))
        return try utfoer(AvskrivJournalpost(journalpost: ReferanseTilRegistrering(systemID: post), avskrivning: avskrivning)).systemID
    }
}
