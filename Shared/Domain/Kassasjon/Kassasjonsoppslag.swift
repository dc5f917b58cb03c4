/// What the rules of retention ask of the archive's structure.
public protocol Kassasjonsoppslag {
    /// An arkivdel; nil where there is none.
    func arkivdel(_ systemID: SystemID) throws -> Kassasjonsarkivdel?
    /// A class; nil where there is none.
    func klasse(_ systemID: SystemID) throws -> Kassasjonsklasse?
    /// A mappe; nil where there is none.
    func mappe(_ systemID: SystemID) throws -> Kassasjonsmappe?
}
