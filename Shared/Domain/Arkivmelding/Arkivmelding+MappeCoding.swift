// The message in JSON is flat, as it is in XML: the members of the kind stand beside the common ones, and `type` names the kind.
extension Arkivmelding.Mappe: Codable {
    private enum CodingKeys: String, CodingKey {
        case type
        case systemID, mappeID, referanseForeldermappe, tittel, offentligTittel, beskrivelse, noekkelord, dokumentmedium
        case opprettetDato, opprettetAv, avsluttetDato, avsluttetAv, arkivdel, virksomhetsspesifikkeMetadata, part, kryssreferanse
        case merknad, skjerming, gradering, klassifikasjon, referanseEksternNoekkel, mappetype
    }

    /// Reads the flat form; without `type` it is the plain kind.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        systemID = try container.decodeIfPresent(SystemID.self, forKey: .systemID)
        mappeID = try container.decodeIfPresent(String.self, forKey: .mappeID)
        referanseForeldermappe = try container.decodeIfPresent(ReferanseTilMappe.self, forKey: .referanseForeldermappe)
        tittel = try container.decode(String.self, forKey: .tittel)
        offentligTittel = try container.decodeIfPresent(String.self, forKey: .offentligTittel)
        beskrivelse = try container.decodeIfPresent(String.self, forKey: .beskrivelse)
        noekkelord = try container.decode([String].self, forKey: .noekkelord)
        dokumentmedium = try container.decodeIfPresent(Arkivmelding.Kode.self, forKey: .dokumentmedium)
        opprettetDato = try container.decodeIfPresent(Tidspunkt.self, forKey: .opprettetDato)
        opprettetAv = try container.decodeIfPresent(String.self, forKey: .opprettetAv)
        avsluttetDato = try container.decodeIfPresent(Tidspunkt.self, forKey: .avsluttetDato)
        avsluttetAv = try container.decodeIfPresent(String.self, forKey: .avsluttetAv)
        arkivdel = try container.decodeIfPresent(Arkivmelding.Kode.self, forKey: .arkivdel)
        virksomhetsspesifikkeMetadata = try container.decodeIfPresent(FriStruktur.self, forKey: .virksomhetsspesifikkeMetadata)
        part = try container.decode([Arkivmelding.Part].self, forKey: .part)
        kryssreferanse = try container.decode([Arkivmelding.Kryssreferanse].self, forKey: .kryssreferanse)
        merknad = try container.decode([Arkivmelding.Merknad].self, forKey: .merknad)
        skjerming = try container.decodeIfPresent(Arkivmelding.Skjerming.self, forKey: .skjerming)
        gradering = try container.decodeIfPresent(Arkivmelding.Gradering.self, forKey: .gradering)
        klassifikasjon = try container.decode([Arkivmelding.Klassifikasjon].self, forKey: .klassifikasjon)
        referanseEksternNoekkel = try container.decodeIfPresent(EksternNoekkel.self, forKey: .referanseEksternNoekkel)
        mappetype = try container.decodeIfPresent(Arkivmelding.Kode.self, forKey: .mappetype)
        let type = try container.decodeIfPresent(String.self, forKey: .type)
        switch type {
        case nil, "mappe": slag = .mappe
        case "saksmappe": slag = .saksmappe(try Arkivmelding.Saksmappe(from: decoder))
        case "moetemappe": slag = .moetemappe(try Arkivmelding.Moetemappe(from: decoder))
        case .some(let unknown):
            throw DecodingError.dataCorruptedError(
                forKey: .type, in: container,
                debugDescription: "«\(unknown)» is not one of mappe, saksmappe, moetemappe")
        }
    }

    /// Writes the flat form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(slag.type, forKey: .type)
        try container.encodeIfPresent(systemID, forKey: .systemID)
        try container.encodeIfPresent(mappeID, forKey: .mappeID)
        try container.encodeIfPresent(referanseForeldermappe, forKey: .referanseForeldermappe)
        try container.encode(tittel, forKey: .tittel)
        try container.encodeIfPresent(offentligTittel, forKey: .offentligTittel)
        try container.encodeIfPresent(beskrivelse, forKey: .beskrivelse)
        try container.encode(noekkelord, forKey: .noekkelord)
        try container.encodeIfPresent(dokumentmedium, forKey: .dokumentmedium)
        try container.encodeIfPresent(opprettetDato, forKey: .opprettetDato)
        try container.encodeIfPresent(opprettetAv, forKey: .opprettetAv)
        try container.encodeIfPresent(avsluttetDato, forKey: .avsluttetDato)
        try container.encodeIfPresent(avsluttetAv, forKey: .avsluttetAv)
        try container.encodeIfPresent(arkivdel, forKey: .arkivdel)
        try container.encodeIfPresent(virksomhetsspesifikkeMetadata, forKey: .virksomhetsspesifikkeMetadata)
        try container.encode(part, forKey: .part)
        try container.encode(kryssreferanse, forKey: .kryssreferanse)
        try container.encode(merknad, forKey: .merknad)
        try container.encodeIfPresent(skjerming, forKey: .skjerming)
        try container.encodeIfPresent(gradering, forKey: .gradering)
        try container.encode(klassifikasjon, forKey: .klassifikasjon)
        try container.encodeIfPresent(referanseEksternNoekkel, forKey: .referanseEksternNoekkel)
        try container.encodeIfPresent(mappetype, forKey: .mappetype)
        switch slag {
        case .mappe: break
        case .saksmappe(let members): try members.encode(to: encoder)
        case .moetemappe(let members): try members.encode(to: encoder)
        }
    }
}
