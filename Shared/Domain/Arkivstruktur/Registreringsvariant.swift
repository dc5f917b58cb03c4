/// A registrering of one of the four kinds.
public enum Registreringsvariant: Sendable, Equatable {
    /// Kept, neither journalled nor a note.
    case registrering(Registrering)
    /// Journalled.
    case journalpost(Journalpost)
    /// Archived, not journalled.
    case arkivnotat(Arkivnotat)
    /// An item or document of a meeting.
    case moeteregistrering(Moeteregistrering)

    /// What all kinds have.
    public var registrering: Registrering {
        get {
            switch self {
            case .registrering(let registrering): registrering
            case .journalpost(let journalpost): journalpost.registrering
            case .arkivnotat(let arkivnotat): arkivnotat.registrering
            case .moeteregistrering(let moeteregistrering): moeteregistrering.registrering
            }
        }
        set {
            switch self {
            case .registrering: self = .registrering(newValue)
            case .journalpost(var journalpost):
                journalpost.registrering = newValue
                self = .journalpost(journalpost)
            case .arkivnotat(var arkivnotat):
                arkivnotat.registrering = newValue
                self = .arkivnotat(arkivnotat)
            case .moeteregistrering(var moeteregistrering):
                moeteregistrering.registrering = newValue
                self = .moeteregistrering(moeteregistrering)
            }
        }
    }

    /// Which kind it is.
    public var slag: Registreringskort.Slag {
        switch self {
        case .registrering: .registrering
        case .journalpost: .journalpost
        case .arkivnotat: .arkivnotat
        case .moeteregistrering: .moeteregistrering
        }
    }

    /// What decisions need to know of it.
    public var kort: Registreringskort {
        let registrering = registrering
        return Registreringskort(
            systemID: registrering.systemID, slag: slag, mappe: registrering.referanseMappe, registreringsID: registrering.registreringsID)
    }

    /// That it was made.
    var opprettet: any RegistryEvent {
        switch self {
        case .registrering(let registrering): RegistreringOpprettet(registrering: registrering)
        case .journalpost(let journalpost): JournalpostOpprettet(journalpost: journalpost)
        case .arkivnotat(let arkivnotat): ArkivnotatOpprettet(arkivnotat: arkivnotat)
        case .moeteregistrering(let moeteregistrering): MoeteregistreringOpprettet(moeteregistrering: moeteregistrering)
        }
    }
}
