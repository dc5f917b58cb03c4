/// What a partner may do with objects that it did not send itself. Without a word on it: nothing.
public struct Partnerrett: Codable, Sendable, Hashable {
    /// It may add to what lies in these arkivdeler: systemIDs or titles.
    public var arkivdeler: [String]
    /// It may add to what these systems sent: partners' names, or the `fagsystem` of an object's external key.
    public var systemer: [String]
    /// It may add to everything that nothing protects.
    public var aapne: Bool
    /// The tilgangsrestriksjoner (M500) it is cleared for.
    public var klarering: [String]
    /// The gradings (M506) it is cleared for: without one it adds nothing to what is graded, its own neither.
    public var gradering: [String]

    /// Rights.
    public init(
        arkivdeler: [String] = [], systemer: [String] = [], aapne: Bool = false, klarering: [String] = [], gradering: [String] = []
    ) {
        (self.arkivdeler, self.systemer, self.aapne) = (arkivdeler, systemer, aapne)
        (self.klarering, self.gradering) = (klarering, gradering)
    }
}

/// Which objects a partner may know and add to, in one decision.
struct Partnerinnsyn {
    let partner: String
    let rett: Partnerrett
    let arkiv: any Arkivoppslag
    private let innsyn: Innsyn

    init(partner: String, rett: Partnerrett, arkiv: any Arkivoppslag, dag: Dato) {
        (self.partner, self.rett, self.arkiv) = (partner, rett, arkiv)
        innsyn = Innsyn(
            leser: Leser(identitet: partner, rolle: "partner", partner: partner, klarering: rett.klarering, gradering: rett.gradering),
            arkiv: arkiv, dag: dag)
    }

    /// Whether it may know of an object more than that there is one.
    func kjenner(_ systemID: SystemID) -> Bool { innsyn.kjenner(systemID) }

    /// Whether it may know of something that this alone protects.
    func serSlikt(_ tilgang: Tilgang) -> Bool { innsyn.serSlikt(tilgang) }

    /// Whether it may know of a document.
    func kjenner(dokument: SystemID) -> Bool { innsyn.kjenner(dokument: dokument) }

    /// Whether it may add to a mappe: what it sent, or was granted; never what it may not see.
    func kanLeggeTil(mappe systemID: SystemID) -> Bool {
        guard kjenner(systemID), let mappe = arkiv.mappevariant(systemID)?.mappe else { return false }
        if !Kontroll.partnerrett.gjelder { return true }
        return mappe.innsendtAv == partner
            || erGitt(mappe.referanseArkivdel, mappe.innsendtAv, mappe.referanseEksternNoekkel, tilgang: arkiv.tilgang(systemID))
    }

    /// Whether it may write off a registrering, or have it told to itself again: what it sent, what lies in a mappe that it sent, or was granted.
    func kanEndre(registrering systemID: SystemID) -> Bool {
        guard kjenner(systemID), let felles = arkiv.registreringsvariant(systemID)?.registrering else { return false }
        if felles.innsendtAv == partner { return true }
        if let mappe = felles.referanseMappe, arkiv.mappevariant(mappe)?.mappe.innsendtAv == partner { return true }
        return erGitt(felles.referanseArkivdel, felles.innsendtAv, felles.referanseEksternNoekkel, tilgang: arkiv.tilgang(systemID))
    }

    private func erGitt(_ arkivdel: SystemID, _ sender: String?, _ noekkel: EksternNoekkel?, tilgang: Tilgang?) -> Bool {
        if rett.aapne, tilgang == nil { return true }
        if rett.systemer.contains(where: { $0 == sender || $0 == noekkel?.fagsystem }) { return true }
        return rett.arkivdeler.contains { $0 == arkivdel.rawValue || $0 == arkiv.arkivdel(arkivdel)?.tittel }
    }
}
