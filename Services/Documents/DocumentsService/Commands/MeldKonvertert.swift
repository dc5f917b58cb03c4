import Domain
import ShardRuntime

/// The conversion worker says: the copy in archive format is stored.
struct MeldKonvertert: ShardCommand {
    static let commandType = "konvertering.meld.utfoert"

    /// Who converts: the service itself.
    static let actor = "Sak-Arkiv"

    /// Whose file was converted.
    var dokumentobjekt: SystemID
    /// The checksum of what was converted; another by now means that the result is of something else.
    var fraSjekksum: String
    var sjekksum: String
    var filstoerrelse: Int64
    var format: String
    var formatDetaljer: String?
    var mimeType: String
    var verktoey: String
    var kommentar: String?

    func decide(in shard: ShardContext) throws -> ShardDecision {
        let lager = DocumentsLager(shard.database)
        guard let rad = try lager.konvertering(av: dokumentobjekt), rad.resultat == nil, let fil = try lager.fil(dokumentobjekt),
            let lagret = fil.lagret, lagret.sjekksum == fraSjekksum, let kilde = try lager.dokumentobjekt(dokumentobjekt)
        else { return ShardDecision() }
        var objekt = Dokumentobjekt(
            systemID: shard.nextID(), versjonsnummer: kilde.versjonsnummer, variantformat: Kode(kode: "A", kodenavn: "Arkivformat"),
            format: Kode(kode: format, kodenavn: FormatTable[format].name),
            opprettetDato: shard.now, opprettetAv: Self.actor, filnavn: Self.name(kilde.filnavn),
            referanseDokumentfil: Filreferanse.sjekksumprefiks + sjekksum)
        (objekt.formatDetaljer, objekt.mimeType) = (formatDetaljer, mimeType)
        (objekt.sjekksum, objekt.sjekksumAlgoritme, objekt.filstoerrelse) = (sjekksum, "SHA-256", Int(filstoerrelse))
        objekt.fil = Filtilstand(.lagret, dato: shard.now)
        let konvertering = Konvertering(
            konvertertDato: shard.now, konvertertAv: Self.actor, fra: (lagret.format, lagret.sjekksum), til: (format, sjekksum),
            verktoey: verktoey, kommentar: kommentar)
        let event = DokumentKonvertert(
            fra: dokumentobjekt, dokumentobjekt: objekt, dokumentbeskrivelse: fil.dokumentbeskrivelse, registrering: fil.registrering,
            konvertering: konvertering)
        return ShardDecision(events: [event])
    }

    /// The same name with the ending of a PDF.
    private static func name(_ name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name + ".pdf" }
        return name[..<dot] + ".pdf"
    }
}
