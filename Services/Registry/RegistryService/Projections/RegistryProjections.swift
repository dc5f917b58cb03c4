import Domain
import SQLite
import ShardRuntime

/// Applies the registry's events to a municipality's store: each event says itself what it does to an `Arkivlager`, the store is one.
enum RegistryProjections {
    /// The events whose only member is an object that goes into the store whole: what the log says of it is what the store keeps.
    private static let whole: Set<String> = [
        MappeOpprettet.eventType, SaksmappeOpprettet.eventType, MoetemappeOpprettet.eventType, RegistreringOpprettet.eventType,
        JournalpostOpprettet.eventType, ArkivnotatOpprettet.eventType, MoeteregistreringOpprettet.eventType,
    ]

    static func apply(
        _ event: any DomainEvent, written content: ArraySlice<UInt8>? = nil, of commit: AppliedCommit, to database: Database
    ) throws {
        guard let event = event as? any RegistryEvent else { throw ForeignEvent(type: event.eventType) }
        // The same at every replay, and another one for each commit: what the set-up's readers tell a change by.
        var arkiv = SQLiteArkiv(
            database, versjon: Int(clamping: commit.sequence) + 1, written: whole.contains(event.eventType) ? content : nil)
        // First what protects it: the search index asks for that.
        var changed = arkiv.takeProtection(event)
        event.apply(to: &arkiv)
        if let event = event as? SkjermingEndret { changed.append(event.arkivenhet.systemID) }
        arkiv.index(changed)
        if let omfang = Publiseringsomfang(event) { arkiv.merkEtterslep(omfang) }
        try arkiv.check()
    }
}

/// An event in the registry's log that is none of the registry's.
struct ForeignEvent: Error {
    let type: String
}
