/// Tells the public of journalposter that have become public, and withdraws those that are so no longer. Given by the registry to itself; given twice it
/// finds nothing to do.
public struct OppdaterOffentliggjoering: RegistryCommand {
    /// The stable name.
    public static let commandType = "journalpost.oppdateroffentliggjoering"

    /// The journalposter to look at; at most `Publisering.limitPerCommit`.
    public var journalposter: [SystemID]

    /// A wish.
    public init(journalposter: [SystemID]) { self.journalposter = journalposter }

    /// How many were told anew or withdrawn.
    public struct Oppdatert: Codable, Sendable, Equatable {
        /// Facts that came of it.
        public let antall: Int
    }

    /// Grants it: each post is looked at as the archive stands now.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Oppdatert> {
        _ = try arkiv.kravdKommune()
        guard journalposter.count <= Publisering.limitPerCommit else {
            throw Faults.refuse(
                "/journalposter", .invalidValue, "\(journalposter.count) are more than \(Publisering.limitPerCommit) at a time")
        }
        var seen: Set<SystemID> = []
        let events = arkiv.publisering(av: journalposter.filter { seen.insert($0).inserted }, circumstances.now)
        return Decision(events, reply: Oppdatert(antall: events.count))
    }
}
