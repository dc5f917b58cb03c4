/// The file of a dokumentobjekt could not be had, and is not tried again. The registrering stands without it.
public struct DokumentobjektUtenFil: RegistryEvent {
    /// The stable name.
    public static let eventType = "dokumentobjekt.utenfil"

    /// Which dokumentobjekt.
    public var dokumentobjekt: SystemID
    /// The registrering it came with.
    public var registrering: SystemID
    /// What is wrong, and where.
    public var feil: Fault
    /// When it was given up.
    public var feiletDato: Tidspunkt

    /// A fact.
    public init(_ feilet: FilFeilet) {
        (dokumentobjekt, registrering, feil, feiletDato) = (feilet.dokumentobjekt, feilet.registrering, feilet.feil, feilet.feiletDato)
    }

    /// Nobody outside is told.
    public static var outside: Outside<DokumentobjektUtenFil> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .intern }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.endre(dokumentobjekt: dokumentobjekt, i: registrering) { $0.fil = Filtilstand(.mangler, dato: feiletDato, feil: feil) }
    }
}
