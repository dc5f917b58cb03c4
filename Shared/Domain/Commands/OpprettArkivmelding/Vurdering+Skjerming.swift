extension Vurdering {
    /// What stands in for a title nobody may see.
    static let skjermetTittel = "*****"

    /// The title for the public. A screened object whose sender gives none gets one that shows nothing: the archive cannot know
    /// which words are secret, and a title once published cannot be called back (krav 5.2.6, M025).
    func offentligTittel(_ given: String?, skjermet: Bool) -> String? {
        given ?? (skjermet ? Vurdering.skjermetTittel : nil)
    }

    /// What an object without a screening of its own takes from the mappe it lies in, when its sender gives no title for the public either:
    /// the mappe's provision, for the title alone. The title of what lies in a screened case tells as much as the case's own, while whether
    /// a document is public is decided for each document (krav 5.2.27: screening may be inherited downwards).
    func arvetSkjerming(fra mappe: Mappekort?, tittel: String) -> Skjerming? {
        guard var skjerming = mappe?.skjerming else { return nil }
        skjerming.skjermingMetadata = [arkiv.kodeverdi(tittel, i: .skjermingMetadata)?.somKode].compactMap { $0 }
        skjerming.skjermingDokument = nil
        return skjerming
    }

    /// Whether what lies in the mappe needs a title for the public, given or made.
    func erSkjult(_ mappe: Mappekort?) -> Bool { mappe.map { $0.skjerming != nil || $0.erGradert } ?? false }

    /// Screening as the archive keeps it. Fiks Arkiv says by `erSkjermet` and offentligTittel which texts are screened; here that
    /// becomes M502. Documents count as screened whole (M503 «H») since the message cannot say otherwise.
    func skjerming(_ melding: Arkivmelding.Skjerming?, _ pointer: String, tekster: [String]) -> Skjerming? {
        guard let melding else { return nil }
        krev(melding.skjermingshjemmel, "\(pointer)/skjermingshjemmel")
        var skjerming = Skjerming(
            tilgangsrestriksjon: kode(melding.tilgangsrestriksjon, .tilgangsrestriksjon, "\(pointer)/tilgangsrestriksjon"),
            skjermingshjemmel: melding.skjermingshjemmel)
        skjerming.skjermingMetadata = tekster.compactMap { arkiv.kodeverdi($0, i: .skjermingMetadata)?.somKode }
        skjerming.skjermingDokument = arkiv.kodeverdi("H", i: .skjermingDokument)?.somKode
        skjerming.skjermingOpphoererDato = melding.skjermingOpphoererDato
        skjerming.skjermingOpphoererAksjon = kode(
            melding.skjermingOpphoererAksjon, .skjermingOpphoererAksjon, "\(pointer)/skjermingOpphoererAksjon")
        return skjerming
    }

    /// Grading; strengt hemmelig is refused.
    func gradering(_ melding: Arkivmelding.Gradering?, _ pointer: String) -> Gradering? {
        guard let melding else { return nil }
        let grad = kode(melding.grad, .graderingskode, "\(pointer)/grad")
        if grad.kode == Graderingskode.strengtHemmelig.rawValue {
            faults.add("\(pointer)/grad", .gradingRefused, "«\(grad.kodenavn)» may not be in an electronic case archive")
        }
        krev(melding.gradertAv, "\(pointer)/gradertAv")
        var gradering = Gradering(graderingskode: grad, graderingsdato: melding.graderingsdato, gradertAv: melding.gradertAv)
        (gradering.nedgraderingsdato, gradering.nedgradertAv) = (melding.nedgraderingsdato, melding.nedgradertAv)
        return gradering
    }
}
