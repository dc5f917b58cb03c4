extension Vurdering {
    /// The title for the public. A screened object whose sender gives none gets one that shows nothing: the archive cannot know
    /// which words are secret, and a title once published cannot be called back (krav 5.2.6, M025).
    func offentligTittel(_ given: String?, skjermet: Bool) -> String? {
        given ?? (skjermet ? Skjult.tekst : nil)
    }

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

    /// Grading. What sikkerhetsloven asks an accredited system for is refused; «Begrenset» too unless this archive has been allowed it.
    func gradering(_ melding: Arkivmelding.Gradering?, _ pointer: String) -> Gradering? {
        guard let melding else { return nil }
        let grad = kode(melding.grad, .graderingskode, "\(pointer)/grad")
        if Sikkerhetsgrad.avvises.contains(grad.kode) {
            faults.add(
                "\(pointer)/grad", .gradingRefused,
                "«\(grad.kodenavn)» may be kept only in a system that is accredited for it, and this one is not (sikkerhetsloven § 6-3)")
        } else if grad.kode == Sikkerhetsgrad.begrenset, !circumstances.allowsBegrenset {
            faults.add(
                "\(pointer)/grad", .gradingRefused,
                "«\(grad.kodenavn)» is taken in only where the operator has allowed it, and this archive has not been (sikkerhetsloven § 6-3)"
            )
        }
        krev(melding.gradertAv, "\(pointer)/gradertAv")
        var gradering = Gradering(graderingskode: grad, graderingsdato: melding.graderingsdato, gradertAv: melding.gradertAv)
        (gradering.nedgraderingsdato, gradering.nedgradertAv) = (melding.nedgraderingsdato, melding.nedgradertAv)
        return gradering
    }
}
