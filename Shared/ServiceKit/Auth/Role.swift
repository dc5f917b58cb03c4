/// What somebody may do. One identity has one role.
public enum Role: String, Sendable, CaseIterable, Hashable {
    /// A business system: sends messages, reads its receipts.
    case partner
    /// A caseworker: reads and writes cases.
    case saksbehandler
    /// An archivist: classification, retention, disposal, deposit.
    case arkivar
    /// Runs the machines: quarantine, verification, rebuild. Sees no content that is not needed for that.
    case `operator`
}
