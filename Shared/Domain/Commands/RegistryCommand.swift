/// A wish put to the registry about one municipality's archive: decided by a pure function, carried out by its events.
///
/// Decide again on the state the events made, and nothing new comes of it: a command repeated finds its wish fulfilled.
public protocol RegistryCommand: Command, Equatable {
    /// What the caller is told when it is granted.
    associatedtype Reply: Codable & Sendable & Equatable

    /// Grants the wish with the events that carry it out, or refuses with every reason.
    func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Reply>
}

/// What is true when a command is decided, and nowhere in the archive.
public struct Circumstances {
    /// The moment of the decision.
    public let now: Tidspunkt
    /// Who asks: goes into opprettetAv, endretAv and the like.
    public let actor: String
    /// What whoever asks may see, so that the answer tells them nothing else; nil: the archive itself asks, or the command says who does.
    public let leser: Leser?
    /// Gives a systemID never given before.
    public let nextID: () -> SystemID
    /// Whether material graded «Begrenset» may be taken in.
    public let allowsBegrenset: Bool

    /// The circumstances of one decision.
    public init(
        now: Tidspunkt, actor: String, leser: Leser? = nil, allowsBegrenset: Bool = false, nextID: @escaping () -> SystemID
    ) {
        (self.now, self.actor, self.leser, self.allowsBegrenset, self.nextID) = (now, actor, leser, allowsBegrenset, nextID)
    }

    /// The calendar day in Norway.
    public var today: Dato { now.norskDato }
}

/// A wish granted.
public struct Decision<Reply: Sendable & Equatable>: Sendable {
    /// What happens now, in order; none when the wish was fulfilled before.
    public let events: [any DomainEvent]
    /// What the caller is told.
    public let reply: Reply

    /// A decision.
    public init(_ events: [any DomainEvent], reply: Reply) { (self.events, self.reply) = (events, reply) }
}

/// The reply to a command that has nothing more to say than that it was granted.
public struct Utfoert: Codable, Sendable, Equatable {
    /// The object the command was about, or made.
    public let systemID: SystemID

    /// Done.
    public init(systemID: SystemID) { self.systemID = systemID }
}

/// The catalogue of the registry's commands; codecs are made from it.
public enum RegistryCommands {
    /// Every type.
    public static let all: [any RegistryCommand.Type] = [
        // Setting up
        OpprettKommune.self, OpprettAdministrativEnhet.self, OpprettRegel.self, LeggTilKodeverdi.self, UtdaterKodeverdi.self,
        // Structure
        OpprettArkivdel.self, EndreArkivdelstatus.self, OpprettKlassifikasjonssystem.self, OpprettKlasse.self, AvsluttKlasse.self,
        OpprettMerknad.self, EndreKassasjon.self, EndreSkjerming.self, OmklassifiserMappe.self,
        // Cases
        OpprettArkivmelding.self, EndreSaksstatus.self, AvsluttSaksmappe.self, GjenaapneSaksmappe.self, EndreJournalstatus.self,
        AvskrivJournalpost.self, OpphevAvskrivning.self,
        // What the public is told
        EndrePubliseringsregel.self, OppdaterOffentliggjoering.self,
        // What followers are told again
        GjengiTilgang.self,
        // Files
        FullfoerDokumentobjekter.self,
    ]
}
