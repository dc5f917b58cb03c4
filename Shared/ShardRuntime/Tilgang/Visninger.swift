public import Domain
public import SQLite

/// What one reader may see of the objects in a store: the rule is asked once for all that are protected by the same things.
///
/// Lives as long as one answer, in one state of the store.
public final class Visninger {
    /// Who reads.
    public let leser: Leser
    /// The day they read on, in Norway: what ends by itself has ended or not.
    public let dag: Dato
    /// What protects what.
    public let lager: Tilgangslager
    /// What they see of what nothing protects.
    private let aapen: Visning
    private var kjente: [Int: Visning] = [:]

    /// For a reader on a day.
    public init(_ leser: Leser, _ dag: Dato, _ database: Database) {
        (self.leser, self.dag, lager) = (leser, dag, Tilgangslager(database))
        aapen = leser.visning(av: nil, dag)
    }

    /// What they see of an object that is protected so; nil: by nothing.
    public func visning(vern: Int?) throws -> Visning {
        guard let vern else { return aapen }
        if let known = kjente[vern] { return known }
        return visning(vern, try lager.tilgang(vern: vern))
    }

    /// What they see of an object that this protects, which has that number.
    public func visning(_ vern: Int, _ tilgang: Tilgang?) -> Visning {
        if let known = kjente[vern] { return known }
        let visning = leser.visning(av: tilgang, dag)
        kjente[vern] = visning
        return visning
    }

    /// What they see of an object by its name.
    public func visning(_ systemID: SystemID) throws -> Visning { try visning(vern: lager.vern(systemID)) }

    /// What they see of a document that a partner sent, nil = none.
    public func visning(dokument: SystemID, i registrering: SystemID, sendtAv partner: String?) throws -> Visning {
        try leser.ser(dokumentSendtAv: partner) ? visning(vern: lager.vern(dokument: dokument, i: registrering)) : .ingenting
    }
}
