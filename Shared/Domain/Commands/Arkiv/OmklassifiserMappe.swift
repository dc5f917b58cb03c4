/// Puts a mappe under another primary class; what it inherits changes with it. A closed mappe too: its class decides its fate.
public struct OmklassifiserMappe: RegistryCommand {
    /// The stable name.
    public static let commandType = "mappe.omklassifiser"

    /// The mappe.
    public var mappe: ReferanseTilMappe
    /// M002 of the class, in the primary system of the mappe's arkivdel.
    public var klasseID: String
    /// Why; required.
    public var begrunnelse: String

    /// A wish.
    public init(mappe: ReferanseTilMappe, klasseID: String, begrunnelse: String) {
        (self.mappe, self.klasseID, self.begrunnelse) = (mappe, klasseID, begrunnelse)
    }

    /// Grants it when the class is an open leaf that holds mapper or nothing (krav 2.4.4, 2.4.5), and the arkivdel's period is not over.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Utfoert> {
        let innsyn = circumstances.innsyn(arkiv)
        let id = try arkiv.kravdMappe(mappe, "/mappe", "mappe", innsyn)
        // Another class may cover what is screened by itself: nobody sees more of a mappe because they moved it.
        try innsyn.krev(.mappe(id), hel: true)
        guard let kort = arkiv.mappe(id), let arkivdel = arkiv.arkivdel(kort.arkivdel) else {
            throw Faults.refuse("/mappe", .notFound, "There is no such mappe")
        }
        guard let system = arkivdel.referanseKlassifikasjonssystem.first.flatMap({ arkiv.klassifikasjonssystem($0) }) else {
            throw Faults.refuse("/mappe", .wrongKlassifikasjonssystem, "The arkivdel of the mappe has no primary classification system")
        }
        guard let klasse = arkiv.klasse(klasseID, i: system.systemID), innsyn.kjenner(klasse.systemID) else {
            throw Faults.refuse("/klasseID", .notFound, "«\(system.tittel)» has no class «\(klasseID)»")
        }
        var faults = Faults()
        if begrunnelse.allSatisfy(\.isWhitespace) { faults.add("/begrunnelse", .missingMember, "Say why") }
        if arkivdel.avsluttetDato != nil {
            faults.add("/mappe", .arkivdelClosed, "The arkivdel of the mappe is closed (krav 6.2.6)")
        }
        let isThere = kort.klasse == klasse.systemID
        if !isThere { checkRoom(i: klasse, arkiv, &faults) }
        try faults.check()
        let reply = Utfoert(systemID: id)
        if isThere { return Decision([], reply: reply) }
        if arkiv.tilgang(klasse.systemID) != nil { try innsyn.krevDeler(.mappe(id)) }
        let event = MappeOmklassifisert(
            mappe: id, klasse: klasse.systemID, forrige: kort.klasse, endretDato: circumstances.now, endretAv: circumstances.actor,
            begrunnelse: begrunnelse)
        return Decision(arkiv.medPublisering([event], circumstances), reply: reply)
    }

    private func checkRoom(i klasse: Klasse, _ arkiv: some Arkivoppslag, _ faults: inout Faults) {
        if klasse.avsluttetDato != nil {
            faults.add("/klasseID", .klasseClosed, "Class «\(klasse.klasseID)» is closed (krav 2.4.5)")
        }
        switch arkiv.innhold(klasse: klasse.systemID) {
        case .klasser: faults.add("/klasseID", .klasseNotLeaf, "Class «\(klasse.klasseID)» has classes below it (krav 2.4.4)")
        case .registreringer: faults.add("/klasseID", .mixedContent, "Class «\(klasse.klasseID)» holds registreringer (krav 2.4.4)")
        case .mapper, nil: break
        }
    }
}
