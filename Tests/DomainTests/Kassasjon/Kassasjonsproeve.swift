import Domain

/// An archive's structure in memory, as the rules of retention ask for it.
struct Kassasjonsproeve: Kassasjonsoppslag {
    var arkivdeler: [SystemID: Kassasjonsarkivdel] = [:]
    var klasser: [SystemID: Kassasjonsklasse] = [:]
    var mapper: [SystemID: Kassasjonsmappe] = [:]

    func arkivdel(_ systemID: SystemID) -> Kassasjonsarkivdel? { arkivdeler[systemID] }
    func klasse(_ systemID: SystemID) -> Kassasjonsklasse? { klasser[systemID] }
    func mappe(_ systemID: SystemID) -> Kassasjonsmappe? { mapper[systemID] }

    /// 2020-02-29T23:30:00Z, which is 1 March in Norway.
    static let natten = Tidspunkt(milliseconds: 1_583_019_000_000)
    /// 2021-06-15T10:00:00Z.
    static let lukket = Tidspunkt(milliseconds: 1_623_751_200_000)
    static let moment = Tidspunkt(milliseconds: 1_577_836_800_000)

    static func id(_ number: Int) -> SystemID { SystemID(high: 7, low: UInt64(number)) }

    /// A decision; years stand for the object it is on, so that a test sees whose applies.
    static func kassasjon(_ kode: String, _ years: Int? = nil, dato: String? = nil, arv: Kassasjonsarv? = nil) -> Kassasjon {
        var kassasjon = Kassasjon(kassasjonsvedtak: Kode(kode: kode, kodenavn: kode))
        (kassasjon.bevaringstid, kassasjon.arv) = (years, arv)
        kassasjon.kassasjonsdato = dato.flatMap { Dato($0) }
        kassasjon.kassasjonshjemmel = "§ \(years ?? 0)"
        return kassasjon
    }

    mutating func arkivdel(_ number: Int, _ kassasjon: Kassasjon? = nil) {
        var arkivdel = Arkivdel(
            systemID: Self.id(number), referanseArkiv: Self.id(0), tittel: "Arkivdel \(number)",
            arkivdelstatus: Kode(kode: "A", kodenavn: "Aktiv periode"), opprettetDato: Self.moment, opprettetAv: "arkivar")
        arkivdel.kassasjon = kassasjon
        arkivdeler[arkivdel.systemID] = Kassasjonsarkivdel(arkivdel)
    }

    mutating func klasse(_ number: Int, under parent: Int? = nil, _ kassasjon: Kassasjon? = nil) {
        var klasse = Klasse(
            systemID: Self.id(number), referanseKlassifikasjonssystem: Self.id(0), klasseID: "\(number)", tittel: "Klasse \(number)",
            opprettetDato: Self.moment, opprettetAv: "arkivar")
        (klasse.referanseOverordnetKlasse, klasse.kassasjon) = (parent.map(Self.id), kassasjon)
        klasser[klasse.systemID] = Kassasjonsklasse(klasse)
    }

    @discardableResult
    mutating func mappe(
        _ number: Int, arkivdel: Int, klasse: Int? = nil, i parent: Int? = nil, _ kassasjon: Kassasjon? = nil,
        lukket: Tidspunkt? = Kassasjonsproeve.lukket
    ) -> Kassasjonsmappe {
        var mappe = Mappe(
            systemID: Self.id(number), mappeID: "2020/\(number)", tittel: "Mappe \(number)", opprettetDato: Self.moment,
            opprettetAv: "saksbehandler", referanseArkivdel: Self.id(arkivdel))
        (mappe.referanseKlasse, mappe.referanseForeldermappe) = (klasse.map(Self.id), parent.map(Self.id))
        (mappe.kassasjon, mappe.avsluttetDato) = (kassasjon, lukket)
        let made = Kassasjonsmappe(.mappe(mappe))
        mapper[made.systemID] = made
        return made
    }

    static func vedtak(_ kassasjon: Kassasjon?) -> Kassasjonsvedtak? {
        kassasjon.map { Kassasjonsvedtak($0, vedtattDato: moment, vedtattAv: "arkivar") }
    }
}
