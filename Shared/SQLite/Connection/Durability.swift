/// What has happened to a transaction when `commit()` returns. The journal is always the write-ahead log.
public enum Durability: Hashable, Sendable {
    /// `synchronous=FULL`: it survives power loss.
    case walFull
    /// `synchronous=NORMAL`: it survives the process; the last ones may be gone, but the file is whole, after power loss.
    case walNormal
    /// `synchronous=OFF`: it survives the process; power loss may damage the file. For scratch rebuilds only.
    case walOff

    var synchronous: String {
        switch self {
        case .walFull: "FULL"
        case .walNormal: "NORMAL"
        case .walOff: "OFF"
        }
    }
}
