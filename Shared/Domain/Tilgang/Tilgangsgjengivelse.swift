/// How far the places of an archive's objects have been said again to the services that follow the registry.
///
/// Earlier programs told them a mappe's and a registrering's own screening, and neither class nor arkivdel. Without those a class that is screened
/// afterwards would not protect what was made before in the services' stores.
public struct Tilgangsgjengivelse: Codable, Sendable, Equatable {
    /// Most objects that one commit says again.
    public static let limitPerCommit = 500

    /// The last object that was said again, in the order of their systemIDs; nil: none yet.
    public var til: SystemID?
    /// Whether all have been, or never needed to be.
    public var erFerdig: Bool

    /// So far.
    public init(til: SystemID? = nil, erFerdig: Bool = false) { (self.til, self.erFerdig) = (til, erFerdig) }
}
