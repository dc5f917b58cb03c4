extension Vurdering {
    /// Where a registrering lies.
    struct Plassering {
        var mappe: Mappekort?
        var arkivdel: Arkivdel
        /// The arkivdel the mappe moves from because its period overlaps with the next (krav 6.2.5).
        var flyttesFra: SystemID?
    }

    /// Where the registrering goes; nil after a fault.
    func plassering(_ melding: Arkivmelding.Registrering, mappe: Mappefunn?) -> Plassering? {
        let pointer = "/registrering"
        if melding.arkivdel != nil, melding.referanseForelderMappe != nil || mappe != nil {
            faults.add("\(pointer)/arkivdel", .bothGiven, "A registrering in a mappe lies in the arkivdel of that")
        }
        if let mappe {
            checkSameParent(melding, mappe)
            return plassering(i: mappe.kort, ny: !mappe.events.isEmpty, melding, pointer)
        }
        if let reference = melding.referanseForelderMappe {
            let pointer = "\(pointer)/referanseForelderMappe"
            return finnMappe(reference, pointer).flatMap { plassering(i: $0, ny: false, melding, pointer) }
        }
        guard melding.arkivdel != nil else {
            faults.add(
                "\(pointer)/referanseForelderMappe", .noParent, "A registrering lies in a mappe or an arkivdel; the message names neither")
            return nil
        }
        if case .journalpost = melding.slag {
            faults.add("\(pointer)/arkivdel", .journalpostOutsideCase, "A journalpost lies in a saksmappe (krav 2.5.2)")
        }
        return arkivdel(melding.arkivdel, foreldermappe: nil, "\(pointer)/arkivdel").map { Plassering(mappe: nil, arkivdel: $0) }
    }

    private func plassering(i kort: Mappekort, ny: Bool, _ melding: Arkivmelding.Registrering, _ pointer: String) -> Plassering? {
        if case .journalpost = melding.slag, kort.slag != .saksmappe {
            faults.add(pointer, .journalpostOutsideCase, "\(kort.mappeID) is no saksmappe; only those hold journalposter (krav 2.5.2)")
        }
        // What is said of an open mappe below has been said of a new one where it was made.
        guard let arkivdel = arkiv.arkivdel(kort.arkivdel) else { return nil }
        guard !ny else { return Plassering(mappe: kort, arkivdel: arkivdel) }
        if Saksstatuskode.erLukket(kort.saksstatus) {
            faults.add(
                pointer, .caseClosed, "\(kort.mappeID) is «\(kort.saksstatus?.kodenavn ?? "")» and takes no registreringer (krav 3.2.10)")
        } else if kort.avsluttetDato != nil {
            faults.add(pointer, .mappeClosed, "\(kort.mappeID) is closed")
        }
        if arkiv.innhold(mappe: kort.systemID) == .mapper {
            faults.add(pointer, .mixedContent, "\(kort.mappeID) holds mapper and takes no registreringer")
        }
        guard let heir = arvtaker(arkivdel) else {
            checkOpen(arkivdel, pointer)
            return Plassering(mappe: kort, arkivdel: arkivdel)
        }
        checkOpen(heir, pointer)
        return Plassering(mappe: kort, arkivdel: heir, flyttesFra: arkivdel.systemID)
    }

    /// A registrering that comes with a mappe goes into that mappe: its reference must name it, by what the message calls it or by
    /// what the archive does.
    private func checkSameParent(_ melding: Arkivmelding.Registrering, _ mappe: Mappefunn) {
        guard let reference = melding.referanseForelderMappe, let sent = self.melding.mappe else { return }
        let pointer = "/registrering/referanseForelderMappe"
        if reference == ReferanseTilMappe() {
            faults.add(pointer, .missingMember, "The reference has no identifier")
            return
        }
        if mappe.events.isEmpty, arkiv.finn(reference) == .funnet(mappe.kort.systemID) { return }
        if !reference.navngir(sent) {
            faults.add(pointer, .parentMismatch, "The reference names another mappe than the one of the message")
        }
    }
}

extension ReferanseTilMappe {
    /// Whether every identifier is the one the message itself gives the mappe.
    fileprivate func navngir(_ mappe: Arkivmelding.Mappe) -> Bool {
        if let systemID, systemID != mappe.systemID { return false }
        if let mappeID, mappeID != mappe.mappeID { return false }
        if let referanseEksternNoekkel, referanseEksternNoekkel != mappe.referanseEksternNoekkel { return false }
        if let saksnummer {
            guard case .saksmappe(let sak) = mappe.slag, sak.saksaar == saksnummer.saksaar,
                sak.sakssekvensnummer == saksnummer.sakssekvensnummer
            else { return false }
        }
        return true
    }
}
