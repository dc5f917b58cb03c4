/// The registry gave an object another title for the public: what was told of it before is told with this one from now on.
public struct OffentligTittelFulgt: DomainEvent {
    /// The stable name.
    public static let eventType = "offentligtittel.fulgt"

    /// The mappe or registrering.
    public var objekt: SystemID
    /// M025 now; nil: none.
    public var offentligTittel: String?

    /// A fact.
    public init(objekt: SystemID, offentligTittel: String?) { (self.objekt, self.offentligTittel) = (objekt, offentligTittel) }
}
