/// A series of numbers without gap or repeat: the next is one more than the last, taken only by a decision that succeeds.
/// The year is that of creation, by the Norwegian calendar (M011, M013); a number never changes.
public enum Nummerserie: Hashable, Sendable {
    /// Case numbers of a year (M012).
    case sak(aar: Int)
    /// Numbers of a year for mapper that are no cases.
    case mappe(aar: Int)
    /// Journal numbers of a year (M014).
    case journal(aar: Int)
    /// Journalposter of a case (M015).
    case journalpost(mappe: SystemID)
    /// Registreringer of a mappe that are no journalposter.
    case registrering(mappe: SystemID)
}

/// How numbers are written.
public enum Nummerform {
    /// M003 of a case: `2026/17`.
    public static func mappeID(saksaar: Int, sakssekvensnummer: Int) -> String { "\(saksaar)/\(sakssekvensnummer)" }
    /// M003 of another mappe: `2026/M17`, so that it is no case number.
    public static func mappeID(aar: Int, mappenummer: Int) -> String { "\(aar)/M\(mappenummer)" }
    /// M004 of a journalpost: `2026/17-3`.
    public static func registreringsID(mappeID: String, journalpostnummer: Int) -> String { "\(mappeID)-\(journalpostnummer)" }
    /// M004 of another registrering in a mappe: `2026/17-R3`, so that it is no journalpostnummer.
    public static func registreringsID(mappeID: String, registreringsnummer: Int) -> String { "\(mappeID)-R\(registreringsnummer)" }
}

extension Nummerform {
    /// The year and number in the mappeID of a mappe that is no case.
    public static func mappenummer(_ mappeID: String) -> (aar: Int, nummer: Int)? {
        let parts = mappeID.split(separator: "/")
        guard parts.count == 2, parts[1].first == "M", let aar = Int(parts[0]), let nummer = Int(parts[1].dropFirst()) else { return nil }
        return (aar, nummer)
    }

    /// The number in the registreringsID of a registrering that is no journalpost.
    public static func registreringsnummer(_ registreringsID: String) -> Int? {
        guard let last = registreringsID.split(separator: "-").last, last.first == "R" else { return nil }
        return Int(last.dropFirst())
    }
}
