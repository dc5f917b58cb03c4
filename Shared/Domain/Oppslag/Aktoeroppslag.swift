extension Arkivmelding.Identifikatorer {
    /// The person or unit, with the registered unit it is when its name or identifier is known; nil when nothing is given.
    func aktoer(_ arkiv: some Arkivoppslag) -> Aktoer? {
        let given = [navn, initialer, epostadresse, identifikator].compactMap { $0 }.first { !$0.isEmpty }
        guard let given else { return nil }
        let enhet = [navn, identifikator].compactMap { $0 }.lazy.compactMap { arkiv.administrativEnhet($0) }.first
        return Aktoer(
            navn: navn ?? enhet?.administrativEnhetNavn ?? given, identifikator: identifikator, initialer: initialer,
            epostadresse: epostadresse, referanse: enhet?.systemID)
    }
}
