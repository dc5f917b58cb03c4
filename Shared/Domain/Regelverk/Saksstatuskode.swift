/// The values of M052 (saksstatus) that rules depend on; a municipality may add others, which count as open.
public enum Saksstatuskode: String, Sendable, CaseIterable {
    /// Under behandling.
    case underBehandling = "B"
    /// Avsluttet: locked, takes no registreringer.
    case avsluttet = "A"
    /// Utgår: it should not have been; takes no registreringer.
    case utgaar = "U"

    /// Whether a case with this status takes no registreringer.
    public static func erLukket(_ saksstatus: Kode?) -> Bool {
        guard let kode = saksstatus.flatMap({ Saksstatuskode(rawValue: $0.kode) }) else { return false }
        return kode != .underBehandling
    }
}
