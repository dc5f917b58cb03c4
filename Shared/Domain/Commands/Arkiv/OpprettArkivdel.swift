/// Makes an arkivdel in an arkiv, in «Aktiv periode».
public struct OpprettArkivdel: RegistryCommand {
    /// The stable name.
    public static let commandType = "arkivdel.opprett"

    /// The arkiv.
    public var referanseArkiv: SystemID
    /// M020; unique among the open arkivdeler, since partners name it by this.
    public var tittel: String
    /// M021.
    public var beskrivelse: String?
    /// The classification systems, by systemID, title or type: the first is the primary one.
    public var klassifikasjonssystem: [String]
    /// The arkivdel of the period before, when this one continues it.
    public var referanseForloeper: SystemID?

    /// A wish.
    public init(
        referanseArkiv: SystemID, tittel: String, beskrivelse: String? = nil, klassifikasjonssystem: [String],
        referanseForloeper: SystemID? = nil
    ) {
        self.referanseArkiv = referanseArkiv
        self.tittel = tittel
        self.beskrivelse = beskrivelse
        self.klassifikasjonssystem = klassifikasjonssystem
        self.referanseForloeper = referanseForloeper
    }

    /// Grants it unless the arkiv is closed (krav 2.3.1) or something named does not exist.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Arkivdel> {
        let innsyn = circumstances.innsyn(arkiv)
        var faults = Faults()
        if tittel.isEmpty { faults.add("/tittel", .missingMember, "tittel is empty") }
        if let parent = arkiv.arkiv(referanseArkiv) {
            if parent.avsluttetDato != nil { faults.add("/referanseArkiv", .arkivdelClosed, "The arkiv is closed (krav 2.3.1)") }
        } else {
            faults.add("/referanseArkiv", .notFound, "There is no arkiv \(referanseArkiv)")
        }
        var systems: [SystemID] = []
        for (index, name) in klassifikasjonssystem.enumerated() {
            if let system = arkiv.klassifikasjonssystem(navnEllerID: name) {
                systems.append(system.systemID)
            } else {
                faults.add("/klassifikasjonssystem/\(index)", .notFound, "There is no classification system «\(name)»")
            }
        }
        if let referanseForloeper, arkiv.arkivdel(referanseForloeper) == nil || !innsyn.kjenner(referanseForloeper) {
            faults.add("/referanseForloeper", .notFound, "There is no arkivdel \(referanseForloeper)")
        }
        try faults.check()
        if let existing = arkiv.arkivdel(tittel: tittel), existing.avsluttetDato == nil, existing.systemID != referanseForloeper {
            guard existing.referanseArkiv == referanseArkiv, existing.referanseKlassifikasjonssystem == systems,
                existing.referanseForloeper == referanseForloeper, innsyn.kjenner(existing.systemID)
            else { throw Faults.refuse("/tittel", .alreadyExists, "There is another open arkivdel «\(tittel)»") }
            return Decision([], reply: existing)
        }
        let status = try arkiv.kravdKode(Arkivdelstatuskode.aktivPeriode.rawValue, i: .arkivdelstatus, "")
        var arkivdel = Arkivdel(
            systemID: circumstances.nextID(), referanseArkiv: referanseArkiv, tittel: tittel, arkivdelstatus: status,
            opprettetDato: circumstances.now, opprettetAv: circumstances.actor)
        (arkivdel.beskrivelse, arkivdel.referanseForloeper) = (beskrivelse, referanseForloeper)
        arkivdel.arkivperiodeStartDato = circumstances.today
        arkivdel.referanseKlassifikasjonssystem = systems
        return Decision([ArkivdelOpprettet(arkivdel: arkivdel)], reply: arkivdel)
    }
}

extension Arkivoppslag {
    /// A classification system by its systemID, title or type.
    func klassifikasjonssystem(navnEllerID: String) -> Klassifikasjonssystem? {
        SystemID(navnEllerID).flatMap { klassifikasjonssystem($0) } ?? klassifikasjonssystem(navn: navnEllerID)
    }
}
