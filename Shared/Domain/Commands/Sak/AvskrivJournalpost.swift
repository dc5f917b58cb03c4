/// Writes a journalpost off: it has been answered or dealt with (krav 3.4; Fiks Arkiv's `avskrivning.opprett`).
public struct AvskrivJournalpost: RegistryCommand {
    /// The stable name.
    public static let commandType = "journalpost.avskriv"

    /// The journalpost.
    public var journalpost: ReferanseTilRegistrering
    /// How.
    public var avskrivning: Arkivmelding.Avskrivning
    /// The part it is written off for, by systemID or the sender's own name for it; all of them when left out.
    public var korrespondansepart: String?

    /// A wish.
    public init(journalpost: ReferanseTilRegistrering, avskrivning: Arkivmelding.Avskrivning, korrespondansepart: String? = nil) {
        (self.journalpost, self.avskrivning, self.korrespondansepart) = (journalpost, avskrivning, korrespondansepart)
    }

    /// Grants it for inbound and internal follow-up posts that are not «Utgår»; an answer by a journalpost must name it (krav 3.4.7).
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Avskrivning> {
        let innsyn = circumstances.innsyn(arkiv)
        let post = try arkiv.kravdJournalpost(journalpost, "/journalpost", innsyn)
        var faults = Faults()
        if Journalposttypekode(rawValue: post.journalposttype)?.skalAvskrives != true {
            faults.add("/journalpost", .statusNotAllowed, "A journalpost of type \(post.journalposttype) is not written off (krav 3.4)")
        }
        if post.journalstatus.kode == Journalstatuskode.utgaar.rawValue {
            faults.add("/journalpost", .locked, "The journalpost is «\(post.journalstatus.kodenavn)»")
        }
        let part = self.part(of: post, arkiv, innsyn, &faults)
        let answer = self.answer(arkiv, innsyn, &faults)
        let maate = arkiv.kode(
            avskrivning.avskrivningsmaate.kode, i: .avskrivningsmaate, "/avskrivning/avskrivningsmaate", &faults)
        let who = avskrivning.avskrevetAv.aktoer(arkiv) ?? Aktoer(navn: circumstances.actor)
        try faults.check()
        guard let maate else { throw Faults.refuse("/avskrivning/avskrivningsmaate", .unknownCode, "No avskrivningsmaate") }
        var result = Avskrivning(
            systemID: circumstances.nextID(), avskrivningsdato: avskrivning.avskrivningsdato, avskrevetAv: who, avskrivningsmaate: maate)
        (result.referanseAvskrivesAvJournalpost, result.referanseAvskrivesAvKorrespondansepart) = (answer, part)
        if let same = post.avskrivning.first(where: { result.sammeSom($0) }) { return Decision([], reply: same) }
        return Decision([JournalpostAvskrevet(journalpost: post.systemID, mappe: post.mappe, avskrivning: result)], reply: result)
    }

    private func part(
        of post: Journalpostkort, _ arkiv: some Arkivoppslag, _ innsyn: Innsyn, _ faults: inout Faults
    ) -> SystemID? {
        guard let korrespondansepart else { return nil }
        // The sender's own name for a party may be anything, a person's number too: of a hidden one a guess is not told.
        var skjulte: Set<SystemID> = []
        if case .utenDeler(let deler) = innsyn.visning(.registrering(post.systemID)), deler.contains(.parter) {
            let parter = arkiv.registreringsvariant(post.systemID)?.registrering.korrespondansepart ?? []
            skjulte = Set(parter.filter { $0.erSkjermet == true }.map(\.systemID))
        }
        let part = post.korrespondansepart.first {
            $0.systemID.rawValue == korrespondansepart
                || ($0.korrespondansepartID == korrespondansepart && !skjulte.contains($0.systemID))
        }
        if part == nil { faults.add("/korrespondansepart", .notFound, "The journalpost has no part «\(korrespondansepart)»") }
        return part?.systemID
    }

    private func answer(_ arkiv: some Arkivoppslag, _ innsyn: Innsyn, _ faults: inout Faults) -> SystemID? {
        let pointer = "/avskrivning/referanseAvskrivesAvJournalpost"
        guard let reference = avskrivning.referanseAvskrivesAvJournalpost else {
            let code = avskrivning.avskrivningsmaate.kode
            if code == Avskrivningskode.besvartMedNotat.rawValue {
                faults.add(pointer, .missingMember, "An answer by note names the note (krav 3.4.8)")
            }
            return nil
        }
        guard case .funnet(let id) = arkiv.finn(reference, innsyn.kjenner(_:)), arkiv.journalpost(id) != nil else {
            faults.add(pointer, .notFound, "There is no such journalpost")
            return nil
        }
        return id
    }
}

extension Avskrivning {
    /// Whether it says the same, whatever it is called.
    func sammeSom(_ other: Avskrivning) -> Bool {
        var copy = self
        copy.systemID = other.systemID
        return copy == other
    }
}
