/// Sets up a municipality: arkiv, arkivdel, classification systems with their first classes and disposal rules, code lists, and
/// the rule that fills in what messages leave out. Everything can be changed and added to afterwards.
public struct OpprettKommune: RegistryCommand {
    /// The stable name.
    public static let commandType = "kommune.opprett"

    /// The municipality's organisasjonsnummer.
    public var organisasjonsnummer: Organisasjonsnummer
    /// Four digits.
    public var kommunenummer: String
    /// Such as Hamar.
    public var navn: String
    /// The unit that handles cases nobody else is named for.
    public var administrativEnhet: String
    /// Who is responsible for cases nobody is named for.
    public var saksansvarlig: String
    /// M308 of cases and journalposter that name none.
    public var journalenhet: String?

    /// A municipality with the usual unit names unless others are given.
    public init(
        organisasjonsnummer: Organisasjonsnummer, kommunenummer: String, navn: String, administrativEnhet: String = "Postmottak",
        saksansvarlig: String = "Ufordelt", journalenhet: String? = "Sentralarkivet"
    ) {
        self.organisasjonsnummer = organisasjonsnummer
        self.kommunenummer = kommunenummer
        self.navn = navn
        self.administrativEnhet = administrativEnhet
        self.saksansvarlig = saksansvarlig
        self.journalenhet = journalenhet
    }

    /// Grants it unless the archive belongs to another municipality or the names are unfit.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Kommune> {
        if let existing = arkiv.kommune() {
            guard existing.organisasjonsnummer == organisasjonsnummer, existing.kommunenummer == kommunenummer, existing.navn == navn else {
                throw Faults.refuse("", .alreadyExists, "The archive belongs to \(existing.navn) (\(existing.organisasjonsnummer))")
            }
            return Decision([], reply: existing)
        }
        var faults = Faults()
        if kommunenummer.utf8.count != 4 || !kommunenummer.utf8.allSatisfy({ (48...57).contains($0) }) {
            faults.add("/kommunenummer", .invalidValue, "«\(kommunenummer)» is not four digits")
        }
        for (member, value) in [("navn", navn), ("administrativEnhet", administrativEnhet), ("saksansvarlig", saksansvarlig)]
        where value.isEmpty {
            faults.add("/\(member)", .missingMember, "\(member) is empty")
        }
        try faults.check()
        let kommune = Kommune(
            organisasjonsnummer: organisasjonsnummer, kommunenummer: kommunenummer, navn: navn, opprettetDato: circumstances.now,
            opprettetAv: circumstances.actor, standardregel: Grunnoppsett.regelnavn)
        return Decision(Grunnoppsett(command: self, circumstances: circumstances).events(kommune), reply: kommune)
    }
}
