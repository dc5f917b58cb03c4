/// The values of M054 (dokumentstatus).
public enum Dokumentstatuskode: String, Sendable, CaseIterable {
    /// Dokumentet er under redigering.
    case underRedigering = "B"
    /// Dokumentet er ferdigstilt: its content is frozen.
    case ferdigstilt = "F"
}

/// The values of M217 (tilknyttetRegistreringSom).
public enum Tilknytningskode: String, Sendable, CaseIterable {
    /// Hoveddokument.
    case hoveddokument = "H"
    /// Vedlegg.
    case vedlegg = "V"
}

/// The values of M619 (avskrivningsmaate) that rules depend on.
public enum Avskrivningskode: String, Sendable {
    /// Besvart med brev: by a journalpost.
    case besvartMedBrev = "BU"
    /// Besvart med notat: by a journalpost.
    case besvartMedNotat = "BN"
    /// Saken ble avsluttet (krav 3.4.5).
    case sakenBleAvsluttet = "SA"
}
