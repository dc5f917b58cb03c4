/// Works out the next part of what a change of a rule concerns. Given by retention to itself until everything is done; given twice it only
/// comes further sooner.
public struct FortsettOmberegning: Command, Equatable {
    /// The stable name.
    public static let commandType = "kassasjon.fortsettomberegning"

    /// Which one.
    public var omberegning: SystemID

    /// A wish.
    public init(omberegning: SystemID) { self.omberegning = omberegning }
}
