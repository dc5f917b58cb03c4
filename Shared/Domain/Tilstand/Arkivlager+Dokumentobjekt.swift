extension Arkivlager {
    /// Adds a dokumentobjekt to a document of a registrering, after those it has; where it is there already, nothing changes.
    mutating func leggTil(_ dokumentobjekt: Dokumentobjekt, i dokumentbeskrivelse: SystemID, av registrering: SystemID) {
        endre(registrering: registrering) { variant in
            let dokumenter = variant.registrering.dokumentbeskrivelse
            guard let index = dokumenter.firstIndex(where: { $0.systemID == dokumentbeskrivelse }),
                !dokumenter[index].dokumentobjekt.contains(where: { $0.systemID == dokumentobjekt.systemID })
            else { return }
            variant.registrering.dokumentbeskrivelse[index].dokumentobjekt.append(dokumentobjekt)
        }
    }

    /// Changes a dokumentobjekt of a registrering, when there is one.
    mutating func endre(dokumentobjekt: SystemID, i registrering: SystemID, _ change: (inout Dokumentobjekt) -> Void) {
        endre(registrering: registrering) { variant in
            for (number, dokument) in variant.registrering.dokumentbeskrivelse.enumerated() {
                guard let index = dokument.dokumentobjekt.firstIndex(where: { $0.systemID == dokumentobjekt }) else { continue }
                change(&variant.registrering.dokumentbeskrivelse[number].dokumentobjekt[index])
                return
            }
        }
    }
}
