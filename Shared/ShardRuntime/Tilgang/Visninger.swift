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
    private var kjente: [Int: (tilgang: Tilgang?, visning: Visning)] = [:]

    /// For a reader on a day.
    public init(_ leser: Leser, _ dag: Dato, _ database: Database) {
        (self.leser, self.dag, lager) = (leser, dag, Tilgangslager(database))
        aapen = leser.visning(av: nil, dag)
    }

    /// What they see of an object that is protected so; nil: by nothing.
    public func visning(vern: Int?) throws -> Visning { try vern.map { try kjent($0).visning } ?? aapen }

    /// What they see of an object that this protects, which has that number.
    public func visning(_ vern: Int, _ tilgang: Tilgang) -> Visning { kjenn(vern, tilgang).visning }

    /// Whether anything of an object that is protected so is secret to anybody.
    public func erVernet(_ vern: Int?) throws -> Bool { try vern.map { try kjent($0).tilgang?.verner(dag) ?? false } ?? false }

    /// Whether an object that is protected so belongs to the reader.
    public func eier(vern: Int?) throws -> Bool { try vern.map { try kjent($0).tilgang.map(leser.eier) ?? false } ?? false }

    private func kjent(_ vern: Int) throws -> (tilgang: Tilgang?, visning: Visning) {
        if let known = kjente[vern] { return known }
        return kjenn(vern, try lager.tilgang(vern: vern))
    }

    private func kjenn(_ vern: Int, _ tilgang: Tilgang?) -> (tilgang: Tilgang?, visning: Visning) {
        if let known = kjente[vern] { return known }
        let known = (tilgang, leser.visning(av: tilgang, dag))
        kjente[vern] = known
        return known
    }

    /// What they see of an object by its name.
    public func visning(_ systemID: SystemID) throws -> Visning { try visning(vern: lager.vern(systemID)) }

    /// What they see of a document that a partner sent, nil = none.
    public func visning(dokument: SystemID, i registrering: SystemID, sendtAv partner: String?) throws -> Visning {
        try leser.ser(dokumentSendtAv: partner) ? visning(vern: lager.vern(dokument: dokument, i: registrering)) : .ingenting
    }
}
