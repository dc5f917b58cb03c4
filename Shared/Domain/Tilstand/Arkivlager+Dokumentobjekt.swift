extension Arkivlager {
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
