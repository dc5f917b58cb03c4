/// How far a dokumentobjekt's file has come.
public enum Hentetilstand: String, Codable, Sendable, CaseIterable {
    /// No message said where the file is: nothing is done about it until somebody does.
    case utenKilde
    /// It is waited for, and fetched at the first chance.
    case venter
    /// It could not be had, and is tried again later.
    case feilet
    /// It cannot be had: only another file helps, or somebody who asks for it again.
    case avvist
    /// It is in the archive.
    case lagret

    /// Whether the file is missing.
    public var mangler: Bool { self != .lagret }
}
