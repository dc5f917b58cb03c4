/// Makes a class in a classification system, at the top or below another class.
public struct OpprettKlasse: RegistryCommand {
    /// The stable name.
    public static let commandType = "klasse.opprett"

    /// The system, by systemID, title or type.
    public var klassifikasjonssystem: String
    /// M002; unique in its system.
    public var klasseID: String
    /// M020.
    public var tittel: String
    /// The klasseID of the class it is a part of.
    public var overordnetKlasse: String?
    /// What becomes of what is filed here.
    public var kassasjon: Arkivkassasjon?

    /// A disposal rule as an archivist writes it.
    public struct Arkivkassasjon: Codable, Sendable, Equatable {
        /// M450, the code.
        public var kassasjonsvedtak: String
        /// M453.
        public var kassasjonshjemmel: String?
        /// M451: years.
        public var bevaringstid: Int?

        /// A rule.
        public init(kassasjonsvedtak: String, kassasjonshjemmel: String? = nil, bevaringstid: Int? = nil) {
            (self.kassasjonsvedtak, self.kassasjonshjemmel, self.bevaringstid) = (kassasjonsvedtak, kassasjonshjemmel, bevaringstid)
        }
    }

    /// A wish.
    public init(
        klassifikasjonssystem: String, klasseID: String, tittel: String, overordnetKlasse: String? = nil, kassasjon: Arkivkassasjon? = nil
    ) {
        self.klassifikasjonssystem = klassifikasjonssystem
        self.klasseID = klasseID
        self.tittel = tittel
        self.overordnetKlasse = overordnetKlasse
        self.kassasjon = kassasjon
    }

    /// Grants it unless the class exists, or the one above holds mapper or registreringer (krav 2.4.4) or is closed.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Klasse> {
        guard let system = arkiv.klassifikasjonssystem(navnEllerID: klassifikasjonssystem) else {
            throw Faults.refuse("/klassifikasjonssystem", .notFound, "There is no classification system «\(klassifikasjonssystem)»")
        }
        let innsyn = circumstances.innsyn(arkiv)
        let kind = Identifikatorslag(klassifikasjonstype: system.klassifikasjonstype)
        let id = try identifier(kind, in: system)
        let skjerming = arkiv.skjerming(avKlasse: kind)
        // Whoever may not see such classes is not told which there are.
        guard innsyn.serSlikt(Tilgang(skjerming, nil)) else {
            throw Faults.refuse("/klassifikasjonssystem", .notCleared, "Not cleared for the classes of «\(system.tittel)»")
        }
        var faults = Faults()
        if tittel.isEmpty { faults.add("/tittel", .missingMember, "tittel is empty") }
        let parent = self.parent(in: system, arkiv, innsyn, &faults)
        let kassasjon = self.kassasjon(arkiv, &faults)
        try faults.check()
        if let existing = arkiv.klasse(id, i: system.systemID) {
            guard innsyn.kjenner(existing.systemID) else {
                throw Faults.refuse("/klasseID", .alreadyExists, "There is another class «\(id)»")
            }
            guard existing.tittel == tittel, existing.referanseOverordnetKlasse == parent?.systemID else {
                throw Faults.refuse("/klasseID", .alreadyExists, "Class «\(id)» is «\(existing.tittel)»")
            }
            return Decision([], reply: existing)
        }
        if let parent { try checkRoom(below: parent, arkiv) }
        var klasse = Klasse(
            systemID: circumstances.nextID(), referanseKlassifikasjonssystem: system.systemID, klasseID: id, tittel: tittel,
            opprettetDato: circumstances.now, opprettetAv: circumstances.actor)
        (klasse.referanseOverordnetKlasse, klasse.kassasjon, klasse.skjerming) = (parent?.systemID, kassasjon, skjerming)
        return Decision([KlasseOpprettet(klasse: klasse)], reply: klasse)
    }

    private func identifier(_ kind: Identifikatorslag?, in system: Klassifikasjonssystem) throws(Rejection) -> String {
        guard system.avsluttetDato == nil else {
            throw Faults.refuse("/klassifikasjonssystem", .klasseClosed, "The classification system is closed")
        }
        guard !klasseID.isEmpty else { throw Faults.refuse("/klasseID", .missingMember, "klasseID is empty") }
        guard let kind else { return klasseID }
        guard let id = kind.klasseID(klasseID) else {
            throw Faults.refuse("/klasseID", .invalidValue, "«\(klasseID)» is no \(kind.form)")
        }
        return id
    }

    private func parent(
        in system: Klassifikasjonssystem, _ arkiv: some Arkivoppslag, _ innsyn: Innsyn, _ faults: inout Faults
    ) -> Klasse? {
        guard let overordnetKlasse else { return nil }
        guard let parent = arkiv.klasse(overordnetKlasse, i: system.systemID), innsyn.kjenner(parent.systemID) else {
            faults.add("/overordnetKlasse", .notFound, "\(system.tittel) has no class «\(overordnetKlasse)»")
            return nil
        }
        if Tilgangsledd.erInnerst(parent.systemID, { arkiv.klasse($0)?.referanseOverordnetKlasse }) {
            faults.add("/overordnetKlasse", .invalidValue, "Classes lie below each other at most \(Tilgangsledd.limitNesting) deep")
        }
        return parent
    }

    private func kassasjon(_ arkiv: some Arkivoppslag, _ faults: inout Faults) -> Kassasjon? {
        guard let kassasjon,
            let vedtak = arkiv.kode(kassasjon.kassasjonsvedtak, i: .kassasjonsvedtak, "/kassasjon/kassasjonsvedtak", &faults)
        else { return nil }
        if let years = kassasjon.bevaringstid, years < 0 {
            faults.add("/kassasjon/bevaringstid", .invalidValue, "«\(years)» is no number of years")
        }
        var result = Kassasjon(kassasjonsvedtak: vedtak)
        (result.kassasjonshjemmel, result.bevaringstid) = (kassasjon.kassasjonshjemmel, kassasjon.bevaringstid)
        return result
    }

    private func checkRoom(below parent: Klasse, _ arkiv: some Arkivoppslag) throws(Rejection) {
        guard parent.avsluttetDato == nil else {
            throw Faults.refuse("/overordnetKlasse", .klasseClosed, "Class «\(parent.klasseID)» is closed")
        }
        if let content = arkiv.innhold(klasse: parent.systemID), content != .klasser {
            throw Faults.refuse("/overordnetKlasse", .mixedContent, "Class «\(parent.klasseID)» holds \(content.rawValue) (krav 2.4.4)")
        }
    }
}
