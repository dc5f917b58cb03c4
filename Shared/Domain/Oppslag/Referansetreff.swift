/// What a reference that may point in several ways comes to.
public enum Referansetreff: Sendable, Equatable {
    /// All ways given lead to this object.
    case funnet(SystemID)
    /// At least one way given leads nowhere; its member name.
    case ikkeFunnet(String)
    /// The ways given lead to different objects.
    case tvetydig
    /// No way is given.
    case tom

    /// Follows every way given; nil = that way is not given. What the asker may not know of is, to them, not there, also beside what they know.
    init(_ kjenner: (SystemID) -> Bool, _ ways: [(member: String, given: Bool, found: () -> SystemID?)]) {
        var target: SystemID?
        for way in ways where way.given {
            guard let found = way.found(), kjenner(found) else {
                self = .ikkeFunnet(way.member)
                return
            }
            if let target, target != found {
                self = .tvetydig
                return
            }
            target = found
        }
        self = target.map { .funnet($0) } ?? .tom
    }
}

extension Arkivoppslag {
    /// Finds the mappe a reference points at.
    ///
    /// - Parameter kjenner: whether the asker may know of an object.
    public func finn(_ referanse: ReferanseTilMappe, _ kjenner: (SystemID) -> Bool = { _ in true }) -> Referansetreff {
        Referansetreff(
            kjenner,
            [
                ("systemID", referanse.systemID != nil, { referanse.systemID.flatMap { mappe($0)?.systemID } }),
                ("mappeID", referanse.mappeID != nil, { referanse.mappeID.flatMap { mappe(mappeID: $0) } }),
                ("saksnummer", referanse.saksnummer != nil, { referanse.saksnummer.flatMap { mappe(saksnummer: $0) } }),
                (
                    "referanseEksternNoekkel", referanse.referanseEksternNoekkel != nil,
                    { referanse.referanseEksternNoekkel.flatMap { mappe(noekkel: $0) } }
                ),
            ])
    }

    /// Finds the registrering a reference points at.
    ///
    /// - Parameter kjenner: whether the asker may know of an object.
    public func finn(_ referanse: ReferanseTilRegistrering, _ kjenner: (SystemID) -> Bool = { _ in true }) -> Referansetreff {
        Referansetreff(
            kjenner,
            [
                ("systemID", referanse.systemID != nil, { referanse.systemID.flatMap { registrering($0)?.systemID } }),
                (
                    "registreringsID", referanse.registreringsID != nil,
                    { referanse.registreringsID.flatMap { registrering(registreringsID: $0) } }
                ),
                (
                    "journalnummer", referanse.journalnummer != nil,
                    { referanse.journalnummer.flatMap { registrering(journalnummer: $0) } }
                ),
                (
                    "saksJournalpostnummer", referanse.saksJournalpostnummer != nil,
                    { referanse.saksJournalpostnummer.flatMap { registrering(registreringsID: $0.registreringsID) } }
                ),
                (
                    "referanseEksternNoekkel", referanse.referanseEksternNoekkel != nil,
                    { referanse.referanseEksternNoekkel.flatMap { registrering(noekkel: $0) } }
                ),
            ])
    }

    /// Finds the document a reference points at.
    ///
    /// - Parameters:
    ///   - kjenner: whether the asker may know of a document.
    ///   - registrering: whether the asker may know of the registrering that the reference leads over.
    public func finn(
        _ referanse: ReferanseTilDokumentbeskrivelse, _ kjenner: (SystemID) -> Bool = { _ in true },
        registrering kjennerRegistrering: @escaping (SystemID) -> Bool = { _ in true }
    ) -> Referansetreff {
        Referansetreff(
            kjenner,
            [
                (
                    "systemID", referanse.systemID != nil,
                    { referanse.systemID.flatMap { finnesDokumentbeskrivelse($0) ? $0 : nil } }
                ),
                (
                    "referanseEksternNoekkel", referanse.referanseEksternNoekkel != nil,
                    { referanse.referanseEksternNoekkel.flatMap { dokumentbeskrivelse(noekkel: $0) } }
                ),
                (
                    "journalpostDokumentnummer", referanse.journalpostDokumentnummer != nil,
                    {
                        guard let way = referanse.journalpostDokumentnummer,
                            case .funnet(let journalpost) = finn(way.referanseTilJournalpost, kjennerRegistrering)
                        else { return nil }
                        return dokumentbeskrivelse(registrering: journalpost, dokumentnummer: way.dokumentnummer)
                    }
                ),
            ])
    }
}

extension SaksJournalpostnummer {
    /// The journalpost's registreringsID as long as it has not been moved, which is what the number means.
    var registreringsID: String {
        Nummerform.registreringsID(
            mappeID: Nummerform.mappeID(saksaar: saksaar, sakssekvensnummer: sakssekvensnummer), journalpostnummer: journalpostnummer)
    }
}
