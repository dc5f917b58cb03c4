/// Another service told of an object that is not known here yet: its log ran ahead of the registry's. Told when the object is known.
public struct HendelseUtsatt: DomainEvent {
    /// The stable name.
    public static let eventType = "hendelse.utsatt"

    /// The object that has to be known first.
    public var objekt: SystemID
    /// What will be told, without a number yet.
    public var hendelse: Hendelse

    /// A fact.
    public init(objekt: SystemID, hendelse: Hendelse) { (self.objekt, self.hendelse) = (objekt, hendelse) }
}
