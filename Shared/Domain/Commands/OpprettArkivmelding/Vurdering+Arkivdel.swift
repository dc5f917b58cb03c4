// Which arkivdel takes the object, by the rules of periods (krav 6.2.3–6.2.6).
extension Vurdering {
    /// The arkivdel of a new mappe, or of a registrering that lies in no mappe: its parent's, the one the message names, or the rule's.
    func arkivdel(_ named: Arkivmelding.Kode?, foreldermappe: Mappekort?, _ pointer: String) -> Arkivdel? {
        if let foreldermappe {
            if named != nil { faults.add(pointer, .bothGiven, "A mappe in a mappe lies in the arkivdel of that") }
            return arkiv.arkivdel(foreldermappe.arkivdel).flatMap { aktiv($0, pointer) }
        }
        guard let named else {
            guard let standard = regel.referanseArkivdel.flatMap({ arkiv.arkivdel($0) }) else {
                faults.add(pointer, .missingMember, "arkivdel is missing, and the rule «\(regel.navn)» has none")
                return nil
            }
            return aktiv(standard, pointer)
        }
        let ways = [
            SystemID(named.kode).flatMap { arkiv.arkivdel($0) }, arkiv.arkivdel(tittel: named.kode),
            named.beskrivelse.flatMap { arkiv.arkivdel(tittel: $0) },
        ]
        // What the sender may not see is, to it, not there.
        guard let found = ways.lazy.compactMap(\.self).first(where: { rett.kjenner($0.systemID) }) else {
            faults.add(pointer, .notFound, "There is no arkivdel «\(named.kode)»")
            return nil
        }
        if found.arkivdelstatus.kode == Arkivdelstatuskode.overlappingsperiode.rawValue {
            let heir = found.referanseArvtaker.flatMap { arkiv.arkivdel($0) }.map { navn($0) } ?? "the next one"
            faults.add(pointer, .arkivdelClosed, "\(navn(found)) is in its overlapping period; new mapper go to \(heir) (krav 6.2.4)")
            return found
        }
        checkOpen(found, pointer)
        return found
    }

    /// What a fault calls an arkivdel: the rule or a mappe may lead to one whose title the sender may not see.
    func navn(_ arkivdel: Arkivdel) -> String { rett.kjenner(arkivdel.systemID) ? "«\(arkivdel.tittel)»" : "the arkivdel" }

    /// The arkivdel now in use where this one was meant: when its period overlaps or is over, the one that follows.
    private func aktiv(_ arkivdel: Arkivdel, _ pointer: String) -> Arkivdel {
        let current = arvtaker(arkivdel, etter: [.overlappingsperiode, .avsluttetPeriode]) ?? arkivdel
        checkOpen(current, pointer)
        return current
    }

    /// The arkivdel that follows one with such a status, over as many periods as have it.
    func arvtaker(_ arkivdel: Arkivdel, etter statuses: [Arkivdelstatuskode] = [.overlappingsperiode]) -> Arkivdel? {
        var current = arkivdel
        var seen: Set<SystemID> = []
        while let status = Arkivdelstatuskode(rawValue: current.arkivdelstatus.kode), statuses.contains(status),
            seen.insert(current.systemID).inserted
        {
            guard let next = current.referanseArvtaker.flatMap({ arkiv.arkivdel($0) }) else { break }
            current = next
        }
        return current.systemID == arkivdel.systemID ? nil : current
    }

    /// A closed arkivdel, or one of a closed arkiv, takes nothing.
    func checkOpen(_ arkivdel: Arkivdel, _ pointer: String) {
        if arkivdel.avsluttetDato != nil || arkivdel.arkivdelstatus.kode == Arkivdelstatuskode.avsluttetPeriode.rawValue {
            faults.add(pointer, .arkivdelClosed, "It would lie in \(navn(arkivdel)), which is closed (krav 6.2.6)")
        } else if arkiv.arkiv(arkivdel.referanseArkiv)?.avsluttetDato != nil {
            faults.add(pointer, .arkivdelClosed, "The arkiv of \(navn(arkivdel)) is closed (krav 2.3.1)")
        }
    }
}
