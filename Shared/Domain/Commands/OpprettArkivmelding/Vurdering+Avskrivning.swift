extension Vurdering {
    /// How the new journalpost is written off, and what it writes off (krav 3.4).
    ///
    /// Fiks Arkiv hangs avskrivninger on parts. One that names the journalpost it answers (`referanseAvskriverJournalpost`) is that
    /// one's; all others are the new post's own. A bare avskrivningsdato says that the post was dealt with, but not how: the rule's
    /// avskrivningsmaate stands in.
    func avskrivning(
        _ melding: Arkivmelding.Registrering, _ members: Arkivmelding.Journalpost, _ felles: Registrering
    ) -> (egne: [Avskrivning], andres: [JournalpostAvskrevet]) {
        var own: [Avskrivning] = []
        var others: [JournalpostAvskrevet] = []
        for (index, part) in melding.korrespondansepart.enumerated() {
            for (number, avskrivning) in part.avskrivning.enumerated() {
                let pointer = "/registrering/korrespondansepart/\(index)/avskrivning/\(number)"
                let made = self.avskrivning(avskrivning, pointer)
                if let answered = avskrivning.referanseAvskriverJournalpost {
                    if let event = avskriver(answered, made, felles.systemID, "\(pointer)/referanseAvskriverJournalpost") {
                        others.append(event)
                    }
                } else {
                    var made = made
                    made.referanseAvskrivesAvKorrespondansepart = felles.korrespondansepart[index].systemID
                    own.append(made)
                }
            }
        }
        if let day = members.avskrivningsdato, own.isEmpty {
            let maate = kravdKode(nil, .avskrivningsmaate, "/registrering/avskrivningsdato", regel: regel.avskrivningsmaate)
            own.append(
                Avskrivning(
                    systemID: nextID(), avskrivningsdato: day, avskrevetAv: Aktoer(navn: felles.opprettetAv), avskrivningsmaate: maate))
        }
        return (own, others)
    }

    private func avskrivning(_ melding: Arkivmelding.Avskrivning, _ pointer: String) -> Avskrivning {
        var avskrivning = Avskrivning(
            systemID: nextID(), avskrivningsdato: melding.avskrivningsdato,
            avskrevetAv: aktoer(melding.avskrevetAv, "\(pointer)/avskrevetAv", regel: nil),
            avskrivningsmaate: kode(melding.avskrivningsmaate, .avskrivningsmaate, "\(pointer)/avskrivningsmaate"))
        if let reference = melding.referanseAvskrivesAvJournalpost {
            avskrivning.referanseAvskrivesAvJournalpost = finnJournalpost(reference, "\(pointer)/referanseAvskrivesAvJournalpost")?.systemID
        }
        return avskrivning
    }

    /// The new post answers another one, which is written off by that.
    private func avskriver(
        _ reference: ReferanseTilRegistrering, _ avskrivning: Avskrivning, _ post: SystemID, _ pointer: String
    ) -> JournalpostAvskrevet? {
        guard let answered = finnJournalpost(reference, pointer) else { return nil }
        if Journalposttypekode(rawValue: answered.journalposttype)?.skalAvskrives != true {
            faults.add(pointer, .statusNotAllowed, "\(answered.registreringsID) is of type \(answered.journalposttype) and not written off")
        }
        var avskrivning = avskrivning
        avskrivning.referanseAvskrivesAvJournalpost = post
        return JournalpostAvskrevet(journalpost: answered.systemID, mappe: answered.mappe, avskrivning: avskrivning)
    }

    private func finnJournalpost(_ reference: ReferanseTilRegistrering, _ pointer: String) -> Journalpostkort? {
        let found = finn(
            arkiv.finn(reference, rett.kjenner(_:)), pointer, "journalpost", av: "registreringer", rett.kanEndre(registrering:),
            "writes off what it sent itself, and what the operator has granted it")
        guard let found else { return nil }
        if let post = arkiv.journalpost(found) { return post }
        faults.add(pointer, .notFound, "The registrering is no journalpost")
        return nil
    }
}
