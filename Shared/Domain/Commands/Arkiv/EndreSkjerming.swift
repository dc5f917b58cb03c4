/// Sets, changes or removes what an object is screened by, and its title for the public (krav 5.2.25–5.2.27, M025). What it lies in protects it all
/// the same.
public struct EndreSkjerming: RegistryCommand {
    /// The stable name.
    public static let commandType = "skjerming.endre"

    /// What it stands on.
    public var arkivenhet: Kassasjonsenhet
    /// The screening; nil removes it.
    public var skjerming: Oensket?
    /// M025; nil leaves it as it is. Only mapper and registreringer have one.
    public var offentligTittel: String?
    /// Why; required, since it is what an auditor asks first.
    public var begrunnelse: String

    /// A screening as an archivist writes it.
    public struct Oensket: Codable, Sendable, Equatable {
        /// M500, the code.
        public var tilgangsrestriksjon: String
        /// M501.
        public var skjermingshjemmel: String
        /// M502, the codes.
        public var skjermingMetadata: [String]
        /// M505.
        public var skjermingOpphoererDato: Dato?
        /// What happens then, the code.
        public var skjermingOpphoererAksjon: String?

        /// A screening.
        public init(
            tilgangsrestriksjon: String, skjermingshjemmel: String, skjermingMetadata: [String] = [], skjermingOpphoererDato: Dato? = nil,
            skjermingOpphoererAksjon: String? = nil
        ) {
            (self.tilgangsrestriksjon, self.skjermingshjemmel) = (tilgangsrestriksjon, skjermingshjemmel)
            (self.skjermingMetadata, self.skjermingOpphoererDato) = (skjermingMetadata, skjermingOpphoererDato)
            self.skjermingOpphoererAksjon = skjermingOpphoererAksjon
        }
    }

    /// A wish.
    public init(arkivenhet: Kassasjonsenhet, skjerming: Oensket?, offentligTittel: String? = nil, begrunnelse: String) {
        (self.arkivenhet, self.skjerming) = (arkivenhet, skjerming)
        (self.offentligTittel, self.begrunnelse) = (offentligTittel, begrunnelse)
    }

    /// Grants it when the object exists and the screening is whole. What is screened without a title for the public gets one that shows nothing.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Utfoert> {
        let innsyn = circumstances.innsyn(arkiv)
        // Nobody sees more of an object because they screened it: they see all of it before.
        try innsyn.krev(arkivenhet, hel: true)
        guard let objekt = Skjermet(arkivenhet, arkiv) else {
            throw Faults.refuse("/arkivenhet", .notFound, "There is no \(arkivenhet.slag.rawValue) \(arkivenhet.systemID)")
        }
        if skjerming != nil { try innsyn.krevDeler(arkivenhet) }
        var faults = Faults()
        if begrunnelse.allSatisfy(\.isWhitespace) { faults.add("/begrunnelse", .missingMember, "Say why") }
        let ny = skjerming.flatMap { self.skjerming($0, arkiv, &faults) }
        if offentligTittel != nil, !objekt.harOffentligTittel {
            faults.add("/offentligTittel", .invalidValue, "A \(arkivenhet.slag.rawValue) has no title for the public")
        } else if let offentligTittel, offentligTittel.allSatisfy(\.isWhitespace) {
            faults.add(
                "/offentligTittel", .invalidValue, "The title for the public is empty: give the title itself where nothing of it is hidden")
        }
        if let ny, ny != objekt.skjerming, let ends = ny.opphoererAvSegSelv, ends <= circumstances.today {
            faults.add(
                "/skjerming/skjermingOpphoererDato", .invalidValue, "A screening until that day would have ended: nothing would be hidden")
        }
        try faults.check()
        // A title that only stood for the one that was screened goes with the screening, as it does when that ends by itself.
        let goes = ny == nil && objekt.skjerming != nil && arkiv.tilgang(arkivenhet)?.selvstendige.contains(.tittel) != true
        let kept = goes ? nil : objekt.offentligTittel
        let tittel = offentligTittel ?? kept ?? (ny != nil && objekt.harOffentligTittel ? Skjult.tekst : nil)
        let reply = Utfoert(systemID: arkivenhet.systemID)
        if ny == objekt.skjerming, tittel == objekt.offentligTittel { return Decision([], reply: reply) }
        let event = SkjermingEndret(
            arkivenhet: arkivenhet, registrering: objekt.registrering, skjerming: ny, forrige: objekt.skjerming, offentligTittel: tittel,
            tilgang: tilgang(objekt, ny, tittel, arkiv), endretDato: circumstances.now, endretAv: circumstances.actor,
            begrunnelse: begrunnelse)
        return Decision(arkiv.medPublisering([event], circumstances), reply: reply)
    }

    /// What protects the object by itself from now on. Parts that stood by themselves before still do: whoever is cleared for the new provision need
    /// not be cleared for them.
    private func tilgang(_ objekt: Skjermet, _ ny: Skjerming?, _ tittel: String?, _ arkiv: some Arkivoppslag) -> Tilgang {
        var tilgang = objekt.tilgang(ny, tittel)
        guard ny != nil, let naa = arkiv.tilgang(arkivenhet) else { return tilgang }
        let stod = objekt.skjerming == nil ? naa.deler : naa.selvstendige
        tilgang.selvstendige = objekt.tilgang(nil, tittel).deler.filter(stod.contains)
        tilgang.deler = Set(tilgang.deler + tilgang.selvstendige).sorted()
        return tilgang
    }

    private func skjerming(_ wish: Oensket, _ arkiv: some Arkivoppslag, _ faults: inout Faults) -> Skjerming? {
        let pointer = "/skjerming"
        if wish.skjermingshjemmel.allSatisfy(\.isWhitespace) {
            faults.add("\(pointer)/skjermingshjemmel", .missingMember, "skjermingshjemmel is missing (M501)")
        }
        var metadata: [Kode] = []
        for (index, code) in wish.skjermingMetadata.enumerated() {
            if let kode = arkiv.kode(code, i: .skjermingMetadata, "\(pointer)/skjermingMetadata/\(index)", &faults) {
                metadata.append(kode)
            }
        }
        let aksjon = wish.skjermingOpphoererAksjon.flatMap {
            arkiv.kode($0, i: .skjermingOpphoererAksjon, "\(pointer)/skjermingOpphoererAksjon", &faults)
        }
        guard let kode = arkiv.kode(wish.tilgangsrestriksjon, i: .tilgangsrestriksjon, "\(pointer)/tilgangsrestriksjon", &faults) else {
            return nil
        }
        var result = Skjerming(tilgangsrestriksjon: kode, skjermingshjemmel: wish.skjermingshjemmel)
        result.skjermingMetadata = metadata
        result.skjermingDokument = arkiv.kodeverdi("H", i: .skjermingDokument)?.somKode
        (result.skjermingOpphoererDato, result.skjermingOpphoererAksjon) = (wish.skjermingOpphoererDato, aksjon)
        return result
    }
}

/// An object as its screening is changed.
private struct Skjermet {
    let skjerming: Skjerming?
    var offentligTittel: String?
    var harOffentligTittel = false
    /// What a document lies in.
    var registrering: SystemID?
    /// What protects it by itself once it has this screening and this title for the public.
    let tilgang: (Skjerming?, String?) -> Tilgang

    /// Nil when there is no such object.
    init?(_ enhet: Kassasjonsenhet, _ arkiv: some Arkivoppslag) {
        switch enhet {
        case .arkivdel(let id):
            guard let del = arkiv.arkivdel(id) else { return nil }
            skjerming = del.skjerming
            tilgang = { ny, _ in Tilgang(ny, del.gradering) }
        case .klasse(let id):
            guard let klasse = arkiv.klasse(id) else { return nil }
            skjerming = klasse.skjerming
            tilgang = { ny, _ in Tilgang(ny, klasse.gradering) }
        case .mappe(let id):
            guard let variant = arkiv.mappevariant(id) else { return nil }
            (skjerming, offentligTittel, harOffentligTittel) = (variant.mappe.skjerming, variant.mappe.offentligTittel, true)
            tilgang = { ny, tittel in
                var copy = variant
                (copy.mappe.skjerming, copy.mappe.offentligTittel) = (ny, tittel)
                return copy.egenTilgang
            }
        case .registrering(let id):
            guard let variant = arkiv.registreringsvariant(id) else { return nil }
            let felles = variant.registrering
            (skjerming, offentligTittel, harOffentligTittel) = (felles.skjerming, felles.offentligTittel, true)
            tilgang = { ny, tittel in
                var copy = variant
                (copy.registrering.skjerming, copy.registrering.offentligTittel) = (ny, tittel)
                return copy.egenTilgang
            }
        case .dokumentbeskrivelse(let id):
            guard let owner = arkiv.registrering(medDokument: id), let variant = arkiv.registreringsvariant(owner),
                let dokument = variant.registrering.dokumentbeskrivelse.first(where: { $0.systemID == id })
            else { return nil }
            (skjerming, registrering) = (dokument.skjerming, owner)
            tilgang = { ny, _ in
                var copy = dokument
                copy.skjerming = ny
                return copy.egenTilgang(sendtAv: variant.registrering.innsendtAv)
            }
        }
    }
}
