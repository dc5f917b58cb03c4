/// A document has a copy in archive format (krav 2.7.9–2.7.12): a dokumentobjekt more, whose bytes are in the archive.
///
/// The registry's answer to `DokumentKonvertert`; nobody answers it.
public struct DokumentobjektKonvertert: RegistryEvent {
    /// The stable name.
    public static let eventType = "dokumentobjekt.konvertert"

    /// The dokumentobjekt that was converted.
    public var fra: SystemID
    /// The dokumentobjekt that came of it, with how it came to be (`konvertering`).
    public var dokumentobjekt: Dokumentobjekt
    /// The dokumentbeskrivelse of both.
    public var dokumentbeskrivelse: SystemID
    /// The registrering it came with.
    public var registrering: SystemID
    /// The mappe that the registrering lies in.
    public var mappe: SystemID?

    /// A fact.
    public init(_ konvertert: DokumentKonvertert, format: Kode, mappe: SystemID?) {
        (fra, dokumentobjekt) = (konvertert.fra, konvertert.dokumentobjekt)
        (dokumentbeskrivelse, registrering) = (konvertert.dokumentbeskrivelse, konvertert.registrering)
        dokumentobjekt.konvertering = konvertert.konvertering
        dokumentobjekt.format = format
        self.mappe = mappe
    }

    /// Nobody outside is told.
    public static var outside: Outside<DokumentobjektKonvertert> { .nothing }

    /// What followers make of it.
    public var fact: RegistryFact { .intern }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) { lager.leggTil(dokumentobjekt, i: dokumentbeskrivelse, av: registrering) }
}
