import Domain

/// The archive's structure as one step asks for it: thousands of mapper share a few classes and arkivdeler, which are read once.
final class Strukturminne: Kassasjonsoppslag {
    private let lager: Kassasjonslager
    private var arkivdeler: [SystemID: Kassasjonsarkivdel?] = [:]
    private var klasser: [SystemID: Kassasjonsklasse?] = [:]
    private var numre: [Kassasjonsenhet: Int?] = [:]

    init(_ lager: Kassasjonslager) { self.lager = lager }

    func arkivdel(_ systemID: SystemID) throws -> Kassasjonsarkivdel? {
        if let known = arkivdeler[systemID] { return known }
        let found = try lager.arkivdel(systemID)
        arkivdeler[systemID] = .some(found)
        return found
    }

    func klasse(_ systemID: SystemID) throws -> Kassasjonsklasse? {
        if let known = klasser[systemID] { return known }
        let found = try lager.klasse(systemID)
        klasser[systemID] = .some(found)
        return found
    }

    func mappe(_ systemID: SystemID) throws -> Kassasjonsmappe? { try lager.mappe(systemID) }

    /// The number of the object whose decision applies.
    func nummer(_ enhet: Kassasjonsenhet) throws -> Int? {
        if let known = numre[enhet] { return known }
        let found = try lager.nummer(enhet)
        numre[enhet] = .some(found)
        return found
    }
}
