import CommitLog
import Domain
import DomainTestSupport
import Foundation
import SQLite
import ShardRuntime
import Testing

@testable import RegistryService

/// A store in a file of its own that sees what the archive in memory sees: decides every command again, must come to the same, and then takes
/// the events in as a commit of the log would.
final class Lagerproeve: Vitne {
    let database: Database
    private(set) var commits: UInt64 = 0
    private(set) var granted = 0
    /// The events of each commit.
    private(set) var taken: [[any DomainEvent]] = []
    private(set) var mapper: Set<SystemID> = []
    private(set) var registreringer: Set<SystemID> = []
    private let directory: String

    init() throws {
        directory = NSTemporaryDirectory() + "lager-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        database = try Database(path: directory + "/970540008.sqlite", durability: .walOff)
        try database.migrate(RegistrySchema.migrations)
    }

    deinit {
        database.close()
        do {
            try FileManager.default.removeItem(atPath: directory)
        } catch {
            Issue.record("\(directory) stays: \(error)")
        }
    }

    func se<Command: RegistryCommand>(
        _ command: Command, _ circumstances: Circumstances, _ outcome: Result<Decision<Command.Reply>, Rejection>
    ) {
        do {
            try database.transaction { try decideAgain(command, circumstances, outcome) }
        } catch {
            Issue.record("\(Command.commandType): \(error)")
        }
    }

    private func decideAgain<Command: RegistryCommand>(
        _ command: Command, _ circumstances: Circumstances, _ outcome: Result<Decision<Command.Reply>, Rejection>
    ) throws {
        let arkiv = SQLiteArkiv(database)
        let own: Result<Decision<Command.Reply>, Rejection>
        do throws(Rejection) {
            own = .success(try command.decide(arkiv, circumstances))
        } catch {
            own = .failure(error)
        }
        try arkiv.check()
        switch (own, outcome) {
        case (.failure(let mine), .failure(let theirs)): #expect(mine == theirs, "\(Command.commandType)")
        case (.success(let mine), .success(let theirs)):
            #expect(mine.reply == theirs.reply, "\(Command.commandType)")
            #expect(try mine.events.map(Self.text) == theirs.events.map(Self.text), "\(Command.commandType)")
            granted += 1
            try take(theirs.events)
        default: Issue.record("\(Command.commandType): the store comes to \(own), memory to \(outcome)")
        }
    }

    /// One commit's events into the store.
    func take(_ events: [any DomainEvent]) throws {
        let commit = Self.commit(commits)
        commits += 1
        taken.append(events)
        for event in events {
            try RegistryProjections.apply(event, of: commit, to: database)
            note(event)
        }
    }

    static func commit(_ number: UInt64) -> AppliedCommit {
        AppliedCommit(kommune: hamar, sequence: number, time: Tidspunkt(milliseconds: 0), cause: Cause())
    }

    private func note(_ event: any DomainEvent) {
        switch event {
        case let event as MappeOpprettet: mapper.insert(event.mappe.systemID)
        case let event as SaksmappeOpprettet: mapper.insert(event.saksmappe.mappe.systemID)
        case let event as MoetemappeOpprettet: mapper.insert(event.moetemappe.mappe.systemID)
        case let event as RegistreringOpprettet: registreringer.insert(event.registrering.systemID)
        case let event as JournalpostOpprettet: registreringer.insert(event.journalpost.registrering.systemID)
        case let event as ArkivnotatOpprettet: registreringer.insert(event.arkivnotat.registrering.systemID)
        case let event as MoeteregistreringOpprettet: registreringer.insert(event.moeteregistrering.registrering.systemID)
        default: break
        }
    }

    private static func text(_ event: any DomainEvent) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return event.eventType + String(decoding: try encoder.encode(event), as: UTF8.self)
    }
}
