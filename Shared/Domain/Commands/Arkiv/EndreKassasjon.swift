/// Sets, changes or removes the decision on an object's own fate (krav 6.1.1–6.1.11). What it inherits is not touched.
public struct EndreKassasjon: RegistryCommand {
    /// The stable name.
    public static let commandType = "kassasjon.endre"

    /// What it stands on.
    public var arkivenhet: Kassasjonsenhet
    /// The decision; nil removes it, so that the object inherits again.
    public var kassasjon: Vedtak?
    /// Why; required, since it is what an auditor asks first.
    public var begrunnelse: String

    /// A decision as an archivist writes it.
    public struct Vedtak: Codable, Sendable, Equatable {
        /// M450, the code.
        public var kassasjonsvedtak: String
        /// M453.
        public var kassasjonshjemmel: String?
        /// M451: years from the closing of the mappe.
        public var bevaringstid: Int?
        /// M452: typed in; then no bevaringstid is needed.
        public var kassasjonsdato: Dato?
        /// How far down it is inherited; on an arkivdel or a klasse only.
        public var arv: Kassasjonsarv?

        /// A decision.
        public init(
            kassasjonsvedtak: String, kassasjonshjemmel: String? = nil, bevaringstid: Int? = nil, kassasjonsdato: Dato? = nil,
            arv: Kassasjonsarv? = nil
        ) {
            self.kassasjonsvedtak = kassasjonsvedtak
            self.kassasjonshjemmel = kassasjonshjemmel
            self.bevaringstid = bevaringstid
            self.kassasjonsdato = kassasjonsdato
            self.arv = arv
        }
    }

    /// A wish.
    public init(arkivenhet: Kassasjonsenhet, kassasjon: Vedtak?, begrunnelse: String) {
        (self.arkivenhet, self.kassasjon, self.begrunnelse) = (arkivenhet, kassasjon, begrunnelse)
    }

    /// Grants it when the object exists and the decision is whole: «Kasseres» says when, and stands on no case with precedents (krav 6.1.20).
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Utfoert> {
        try circumstances.innsyn(arkiv).krev(arkivenhet)
        guard arkiv.finnes(arkivenhet) else {
            throw Faults.refuse("/arkivenhet", .notFound, "There is no \(arkivenhet.slag.rawValue) \(arkivenhet.systemID)")
        }
        var faults = Faults()
        if begrunnelse.allSatisfy(\.isWhitespace) { faults.add("/begrunnelse", .missingMember, "Say why") }
        let vedtak = kassasjon.flatMap { self.vedtak($0, arkiv, &faults) }
        try faults.check()
        let forrige = arkiv.kassasjon(paa: arkivenhet)
        let reply = Utfoert(systemID: arkivenhet.systemID)
        if forrige == vedtak { return Decision([], reply: reply) }
        let event = KassasjonEndret(
            arkivenhet: arkivenhet, kassasjon: vedtak, forrige: forrige, endretDato: circumstances.now, endretAv: circumstances.actor,
            begrunnelse: begrunnelse)
        return Decision([event], reply: reply)
    }

    private func vedtak(_ wish: Vedtak, _ arkiv: some Arkivoppslag, _ faults: inout Faults) -> Kassasjon? {
        let pointer = "/kassasjon"
        guard let kode = arkiv.kode(wish.kassasjonsvedtak, i: .kassasjonsvedtak, "\(pointer)/kassasjonsvedtak", &faults) else { return nil }
        if let years = wish.bevaringstid, years < 0 {
            faults.add("\(pointer)/bevaringstid", .invalidValue, "«\(years)» is no number of years")
        }
        if wish.arv != nil, ![.arkivdel, .klasse].contains(arkivenhet.slag) {
            faults.add("\(pointer)/arv", .invalidValue, "Nothing inherits from a \(arkivenhet.slag.rawValue) by choice")
        }
        if kode.kode == Kassasjonsvedtakskode.kasseres.rawValue {
            if wish.bevaringstid == nil, wish.kassasjonsdato == nil {
                faults.add(
                    "\(pointer)/bevaringstid", .missingMember, "«\(kode.kodenavn)» needs bevaringstid or kassasjonsdato (krav 6.1.5)")
            }
            if case .mappe(let id) = arkivenhet, arkiv.mappe(id)?.harPresedens == true {
                faults.add("\(pointer)/kassasjonsvedtak", .locked, "The case has precedents and is kept (krav 6.1.20)")
            }
        } else if kode.kode == "U" {
            faults.add("\(pointer)/kassasjonsvedtak", .statusNotAllowed, "«\(kode.kodenavn)» is set by the disposal itself")
        }
        var result = Kassasjon(kassasjonsvedtak: kode)
        (result.kassasjonshjemmel, result.bevaringstid) = (wish.kassasjonshjemmel, wish.bevaringstid)
        (result.kassasjonsdato, result.arv) = (wish.kassasjonsdato, wish.arv)
        return result
    }
}
