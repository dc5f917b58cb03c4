/// The top level of the K-code key, which is public; municipalities import the levels below it themselves.
///
/// Disposal follows from purpose: accounts and wages go when their law lets them, everything else is kept until an archivist says
/// otherwise: an archive that starts by keeping can still throw away.
struct Kkoder {
    let klasseID: String
    let tittel: String
    var aar: Int?
    var hjemmel: String?

    static let toppnivaa: [Kkoder] = [
        Kkoder(klasseID: "0", tittel: "Organisasjon og administrasjon"),
        Kkoder(klasseID: "1", tittel: "Plan og budsjett"),
        Kkoder(klasseID: "2", tittel: "Regnskap og finansforvaltning", aar: 5, hjemmel: "Bokføringsloven § 13"),
        Kkoder(klasseID: "4", tittel: "Personal"),
        Kkoder(klasseID: "5", tittel: "Lønn, trygd og pensjon", aar: 10, hjemmel: "Riksarkivarens forskrift kapittel 7"),
        Kkoder(klasseID: "6", tittel: "Eiendoms- og materiellforvaltning"),
        Kkoder(klasseID: "A", tittel: "Opplæring"),
        Kkoder(klasseID: "B", tittel: "Opplærings- og elevforhold"),
        Kkoder(klasseID: "C", tittel: "Kultur og fritid"),
        Kkoder(klasseID: "D", tittel: "Kulturbygg"),
        Kkoder(klasseID: "F", tittel: "Sosial og omsorg"),
        Kkoder(klasseID: "G", tittel: "Helse"),
        Kkoder(klasseID: "H", tittel: "Institusjoner"),
        Kkoder(klasseID: "J", tittel: "Miljørettet helsevern"),
        Kkoder(klasseID: "K", tittel: "Natur og miljø"),
        Kkoder(klasseID: "L", tittel: "Arealdisponering, bolig"),
        Kkoder(klasseID: "M", tittel: "Vann, avløp, renovasjon og brann"),
        Kkoder(klasseID: "N", tittel: "Samferdsel"),
        Kkoder(klasseID: "P", tittel: "Havner"),
        Kkoder(klasseID: "Q", tittel: "Samferdselsanlegg"),
        Kkoder(klasseID: "S", tittel: "Energi"),
        Kkoder(klasseID: "T", tittel: "Energi"),
        Kkoder(klasseID: "U", tittel: "Næringsliv"),
        Kkoder(klasseID: "V", tittel: "Landbruk"),
        Kkoder(klasseID: "X", tittel: "Spesielle samfunnsoppgaver"),
    ]

    func klasse(i system: SystemID, _ circumstances: Circumstances) -> Klasse {
        var klasse = Klasse(
            systemID: circumstances.nextID(), referanseKlassifikasjonssystem: system, klasseID: klasseID, tittel: tittel,
            opprettetDato: circumstances.now, opprettetAv: circumstances.actor)
        var kassasjon = Kassasjon(kassasjonsvedtak: Grunnoppsett.kode(aar == nil ? "B" : "K", .kassasjonsvedtak))
        (kassasjon.bevaringstid, kassasjon.kassasjonshjemmel) = (aar, hjemmel)
        klasse.kassasjon = kassasjon
        return klasse
    }
}
