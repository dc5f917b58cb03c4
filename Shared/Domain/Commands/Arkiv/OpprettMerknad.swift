/// Makes a remark on a mappe, registrering or document. The same remark by the same person is made once.
public struct OpprettMerknad: RegistryCommand {
    /// The stable name.
    public static let commandType = "merknad.opprett"

    /// What it is on.
    public var eier: Arkivenhet
    /// M310.
    public var merknadstekst: String
    /// M084, the code.
    public var merknadstype: String?

    /// A wish.
    public init(eier: Arkivenhet, merknadstekst: String, merknadstype: String? = nil) {
        (self.eier, self.merknadstekst, self.merknadstype) = (eier, merknadstekst, merknadstype)
    }

    /// Grants it when the object exists.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Merknad> {
        try circumstances.innsyn(arkiv).krev(Kassasjonsenhet(eier))
        let exists =
            switch eier {
            case .mappe(let id): arkiv.mappe(id) != nil
            case .registrering(let id): arkiv.registrering(id) != nil
            case .dokumentbeskrivelse(let id): arkiv.finnesDokumentbeskrivelse(id)
            }
        guard exists else { throw Faults.refuse("/eier", .notFound, "There is no such object: \(eier.systemID)") }
        guard !merknadstekst.isEmpty else { throw Faults.refuse("/merknadstekst", .missingMember, "merknadstekst is empty") }
        var type: Kode?
        if let merknadstype { type = try arkiv.kravdKode(merknadstype, i: .merknadstype, "/merknadstype") }
        let same = arkiv.merknader(paa: eier).first {
            // One that is screened by itself was not made here: a guess at its text is not told that it is there.
            $0.merknadstekst == merknadstekst && $0.merknadstype == type && $0.merknadRegistrertAv == circumstances.actor
                && $0.erSkjermet != true
        }
        if let same { return Decision([], reply: same) }
        var merknad = Merknad(
            systemID: circumstances.nextID(), merknadstekst: merknadstekst, merknadsdato: circumstances.now,
            merknadRegistrertAv: circumstances.actor)
        merknad.merknadstype = type
        return Decision([MerknadOpprettet(eier: eier, merknad: merknad)], reply: merknad)
    }
}
