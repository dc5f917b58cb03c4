extension Journalpostkort {
    /// A card of a journalpost.
    public init(_ post: Journalpost) {
        let registrering = post.registrering
        self.init(
            systemID: registrering.systemID,
            mappe: registrering.referanseMappe ?? registrering.systemID,  // a journalpost always lies in a case
            registreringsID: registrering.registreringsID ?? "",
            journalposttype: post.journalposttype.kode, journalstatus: post.journalstatus,
            dokumenterUnderRedigering: registrering.dokumentbeskrivelse.count {
                $0.dokumentstatus.kode == Dokumentstatuskode.underRedigering.rawValue
            },
            dokumenterUtenArkivformat: registrering.dokumentbeskrivelse.count { $0.manglerArkivformat },
            korrespondansepart: registrering.korrespondansepart.map {
                Part(
                    systemID: $0.systemID, korrespondanseparttype: $0.korrespondanseparttype.kode,
                    korrespondansepartID: $0.korrespondansepartID)
            },
            avskrivning: post.avskrivning)
    }

    /// Whether it still waits to be written off (krav 3.4): an inbound post until it is, an internal one until every recipient
    /// is dealt with (krav 3.4.6); copies do not count (krav 3.4.9).
    public var erRestanse: Bool {
        guard let type = Journalposttypekode(rawValue: journalposttype), type.skalAvskrives,
            journalstatus.kode != Journalstatuskode.utgaar.rawValue
        else { return false }
        if type == .inngaaende { return avskrivning.isEmpty }
        return !mottakereSomGjenstaar.isEmpty || avskrivning.isEmpty
    }

    /// The internal recipients that are not dealt with.
    var mottakereSomGjenstaar: [SystemID] {
        if avskrivning.contains(where: { $0.referanseAvskrivesAvKorrespondansepart == nil }) { return [] }
        let done = Set(avskrivning.compactMap(\.referanseAvskrivesAvKorrespondansepart))
        return korrespondansepart.filter { $0.korrespondanseparttype == Korrespondanseparttypekode.internMottaker.rawValue }
            .map(\.systemID).filter { !done.contains($0) }
    }
}
