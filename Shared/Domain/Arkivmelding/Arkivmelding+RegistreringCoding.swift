// The message in JSON is flat, as it is in XML: the members of the kind stand beside the common ones, and `type` names the kind.
extension Arkivmelding.Registrering: Codable {
    private enum CodingKeys: String, CodingKey {
        case type
        case systemID, opprettetDato, opprettetAv, arkivertDato, arkivertAv, referanseForelderMappe, arkivdel, part, skjerming
        case gradering, dokumentbeskrivelse, registreringsID, tittel, offentligTittel, beskrivelse, noekkelord, forfatter
        case dokumentmedium, virksomhetsspesifikkeMetadata, merknad, kryssreferanse, korrespondansepart, klassifikasjon
        case referanseEksternNoekkel
    }

    /// Reads the flat form; without `type` it is the plain kind.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        systemID = try container.decodeIfPresent(SystemID.self, forKey: .systemID)
        opprettetDato = try container.decodeIfPresent(Tidspunkt.self, forKey: .opprettetDato)
        opprettetAv = try container.decodeIfPresent(String.self, forKey: .opprettetAv)
        arkivertDato = try container.decodeIfPresent(Tidspunkt.self, forKey: .arkivertDato)
        arkivertAv = try container.decodeIfPresent(String.self, forKey: .arkivertAv)
        referanseForelderMappe = try container.decodeIfPresent(ReferanseTilMappe.self, forKey: .referanseForelderMappe)
        arkivdel = try container.decodeIfPresent(Arkivmelding.Kode.self, forKey: .arkivdel)
        part = try container.decode([Arkivmelding.Part].self, forKey: .part)
        skjerming = try container.decodeIfPresent(Arkivmelding.Skjerming.self, forKey: .skjerming)
        gradering = try container.decodeIfPresent(Arkivmelding.Gradering.self, forKey: .gradering)
        dokumentbeskrivelse = try container.decode([Arkivmelding.Dokumentbeskrivelse].self, forKey: .dokumentbeskrivelse)
        registreringsID = try container.decodeIfPresent(String.self, forKey: .registreringsID)
        tittel = try container.decode(String.self, forKey: .tittel)
        offentligTittel = try container.decodeIfPresent(String.self, forKey: .offentligTittel)
        beskrivelse = try container.decodeIfPresent(String.self, forKey: .beskrivelse)
        noekkelord = try container.decode([String].self, forKey: .noekkelord)
        forfatter = try container.decode([String].self, forKey: .forfatter)
        dokumentmedium = try container.decodeIfPresent(Arkivmelding.Kode.self, forKey: .dokumentmedium)
        virksomhetsspesifikkeMetadata = try container.decodeIfPresent(FriStruktur.self, forKey: .virksomhetsspesifikkeMetadata)
        merknad = try container.decode([Arkivmelding.Merknad].self, forKey: .merknad)
        kryssreferanse = try container.decode([Arkivmelding.Kryssreferanse].self, forKey: .kryssreferanse)
        korrespondansepart = try container.decode([Arkivmelding.Korrespondansepart].self, forKey: .korrespondansepart)
        klassifikasjon = try container.decode([Arkivmelding.Klassifikasjon].self, forKey: .klassifikasjon)
        referanseEksternNoekkel = try container.decodeIfPresent(EksternNoekkel.self, forKey: .referanseEksternNoekkel)
        let type = try container.decodeIfPresent(String.self, forKey: .type)
        switch type {
        case nil, "registrering": slag = .registrering
        case "journalpost": slag = .journalpost(try Arkivmelding.Journalpost(from: decoder))
        case "arkivnotat": slag = .arkivnotat(try Arkivmelding.Arkivnotat(from: decoder))
        case "moetesak": slag = .moetesak(try Arkivmelding.Moetesak(from: decoder))
        case "moetedokument": slag = .moetedokument(try Arkivmelding.Moetedokument(from: decoder))
        case .some(let unknown):
            throw DecodingError.dataCorruptedError(
                forKey: .type, in: container,
                debugDescription: "«\(unknown)» is not one of registrering, journalpost, arkivnotat, moetesak, moetedokument")
        }
    }

    /// Writes the flat form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(slag.type, forKey: .type)
        try container.encodeIfPresent(systemID, forKey: .systemID)
        try container.encodeIfPresent(opprettetDato, forKey: .opprettetDato)
        try container.encodeIfPresent(opprettetAv, forKey: .opprettetAv)
        try container.encodeIfPresent(arkivertDato, forKey: .arkivertDato)
        try container.encodeIfPresent(arkivertAv, forKey: .arkivertAv)
        try container.encodeIfPresent(referanseForelderMappe, forKey: .referanseForelderMappe)
        try container.encodeIfPresent(arkivdel, forKey: .arkivdel)
        try container.encode(part, forKey: .part)
        try container.encodeIfPresent(skjerming, forKey: .skjerming)
        try container.encodeIfPresent(gradering, forKey: .gradering)
        try container.encode(dokumentbeskrivelse, forKey: .dokumentbeskrivelse)
        try container.encodeIfPresent(registreringsID, forKey: .registreringsID)
        try container.encode(tittel, forKey: .tittel)
        try container.encodeIfPresent(offentligTittel, forKey: .offentligTittel)
        try container.encodeIfPresent(beskrivelse, forKey: .beskrivelse)
        try container.encode(noekkelord, forKey: .noekkelord)
        try container.encode(forfatter, forKey: .forfatter)
        try container.encodeIfPresent(dokumentmedium, forKey: .dokumentmedium)
        try container.encodeIfPresent(virksomhetsspesifikkeMetadata, forKey: .virksomhetsspesifikkeMetadata)
        try container.encode(merknad, forKey: .merknad)
        try container.encode(kryssreferanse, forKey: .kryssreferanse)
        try container.encode(korrespondansepart, forKey: .korrespondansepart)
        try container.encode(klassifikasjon, forKey: .klassifikasjon)
        try container.encodeIfPresent(referanseEksternNoekkel, forKey: .referanseEksternNoekkel)
        switch slag {
        case .registrering: break
        case .journalpost(let members): try members.encode(to: encoder)
        case .arkivnotat(let members): try members.encode(to: encoder)
        case .moetesak(let members): try members.encode(to: encoder)
        case .moetedokument(let members): try members.encode(to: encoder)
        }
    }
}
