/// Registers a unit of the municipality.
public struct OpprettAdministrativEnhet: RegistryCommand {
    /// The stable name.
    public static let commandType = "administrativenhet.opprett"

    /// M583; unique in the municipality.
    public var administrativEnhetNavn: String
    /// Its identifier in the municipality's directory.
    public var identifikator: String?
    /// The unit above it, by name or identifier.
    public var overordnetEnhet: String?

    /// A wish.
    public init(administrativEnhetNavn: String, identifikator: String? = nil, overordnetEnhet: String? = nil) {
        (self.administrativEnhetNavn, self.identifikator, self.overordnetEnhet) = (administrativEnhetNavn, identifikator, overordnetEnhet)
    }

    /// Grants it unless another unit has the name.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<AdministrativEnhet> {
        _ = try arkiv.kravdKommune()
        guard !administrativEnhetNavn.isEmpty else {
            throw Faults.refuse("/administrativEnhetNavn", .missingMember, "The unit has no name")
        }
        var parent: AdministrativEnhet?
        if let overordnetEnhet {
            parent = arkiv.administrativEnhet(overordnetEnhet)
            if parent == nil { throw Faults.refuse("/overordnetEnhet", .notFound, "There is no unit «\(overordnetEnhet)»") }
        }
        if let existing = arkiv.administrativEnhet(administrativEnhetNavn) {
            guard existing.administrativEnhetNavn == administrativEnhetNavn, existing.identifikator == identifikator,
                existing.referanseOverordnetEnhet == parent?.systemID
            else {
                throw Faults.refuse("/administrativEnhetNavn", .alreadyExists, "There is another unit «\(administrativEnhetNavn)»")
            }
            return Decision([], reply: existing)
        }
        var enhet = AdministrativEnhet(
            systemID: circumstances.nextID(), administrativEnhetNavn: administrativEnhetNavn, opprettetDato: circumstances.now,
            opprettetAv: circumstances.actor)
        (enhet.identifikator, enhet.referanseOverordnetEnhet) = (identifikator, parent?.systemID)
        return Decision([AdministrativEnhetOpprettet(administrativEnhet: enhet)], reply: enhet)
    }
}
