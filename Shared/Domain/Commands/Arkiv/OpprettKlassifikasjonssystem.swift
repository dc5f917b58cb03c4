/// Makes a classification system.
public struct OpprettKlassifikasjonssystem: RegistryCommand {
    /// The stable name.
    public static let commandType = "klassifikasjonssystem.opprett"

    /// M020; unique in the municipality, since partners name it by this.
    public var tittel: String
    /// M086, the code; PNR, GBN and ORG make their classes on first use.
    public var klassifikasjonstype: String?
    /// M021.
    public var beskrivelse: String?

    /// A wish.
    public init(tittel: String, klassifikasjonstype: String? = nil, beskrivelse: String? = nil) {
        (self.tittel, self.klassifikasjonstype, self.beskrivelse) = (tittel, klassifikasjonstype, beskrivelse)
    }

    /// Grants it unless another system has the title.
    public func decide(
        _ arkiv: some Arkivoppslag, _ circumstances: Circumstances
    ) throws(Rejection) -> Decision<Klassifikasjonssystem> {
        _ = try arkiv.kravdKommune()
        guard !tittel.isEmpty else { throw Faults.refuse("/tittel", .missingMember, "tittel is empty") }
        var type: Kode?
        if let klassifikasjonstype {
            type = try arkiv.kravdKode(klassifikasjonstype, i: .klassifikasjonstype, "/klassifikasjonstype")
        }
        if let existing = arkiv.klassifikasjonssystem(navn: tittel), existing.tittel == tittel {
            guard existing.klassifikasjonstype == type else {
                throw Faults.refuse("/tittel", .alreadyExists, "There is another classification system «\(tittel)»")
            }
            return Decision([], reply: existing)
        }
        var system = Klassifikasjonssystem(
            systemID: circumstances.nextID(), tittel: tittel, opprettetDato: circumstances.now, opprettetAv: circumstances.actor)
        (system.klassifikasjonstype, system.beskrivelse) = (type, beskrivelse)
        return Decision([KlassifikasjonssystemOpprettet(klassifikasjonssystem: system)], reply: system)
    }
}
