import Domain
import SQLite

/// The archive of one municipality in its store: what decisions ask of it (`Arkivoppslag`) and where events leave their marks (`Arkivlager`).
///
/// Neither protocol throws: a failure of the store is kept here, and `check` throws it before anything is made of the answers.
final class SQLiteArkiv {
    let database: Database
    /// What the commit's events may tell the set-up's version from: the same at every replay.
    let versjon: Int
    /// The JSON of the one object that the event at hand puts in, as the log has it.
    private let written: ArraySlice<UInt8>?
    private(set) var failure: (any Error)?

    /// The archive in an open transaction. `versjon` marks changes of the set-up; only events that change it need one.
    init(_ database: Database, versjon: Int = 0, written: ArraySlice<UInt8>? = nil) {
        (self.database, self.versjon, self.written) = (database, versjon, written)
    }

    /// A new object as the store keeps it: as the log has it, or written out.
    func text(_ write: () throws -> String) rethrows -> String {
        try written.map { String(decoding: $0, as: UTF8.self) } ?? write()
    }

    /// Throws the first failure of the store, if there was one.
    func check() throws { if let failure { throw failure } }

    /// The value; nil when the store fails, and the failure is kept.
    func attempt<Value>(_ body: () throws -> Value?) -> Value? {
        guard failure == nil else { return nil }
        do {
            return try body()
        } catch {
            failure = error
            return nil
        }
    }

    /// Writes; a failure is kept.
    func write(_ body: () throws -> Void) { attempt { try body() } ?? () }

    /// The set-up, read once and kept as long as it is unchanged.
    var oppsett: Oppsett? { attempt { try Oppsett.of(database) } }

    /// Notes that the set-up has changed.
    func changedOppsett() throws {
        try database.run("UPDATE oppsett SET versjon = ? WHERE id = 1", .integer(Int64(versjon)))
        // One commit may change it twice: what was read in between is not what stands in the end.
        database.companions[Oppsett.self] = nil
    }

    /// A systemID found by one or two values.
    func systemID(_ sql: String, _ values: [SQLValue]) -> SystemID? {
        attempt { try database.first(sql, values) { $0.text(0) }.flatMap { SystemID($0) } }
    }

    /// A mappe, whole.
    func mappevariant(_ systemID: SystemID) -> Mappevariant? {
        attempt {
            try database.first("SELECT slag, innhold FROM mappe WHERE systemID = ?", .text(systemID.rawValue)) { ($0.text(0), $0.utf8(1)) }
                .map { try StoredObject.mappe(slag: $0.0, $0.1) }
        }
    }

    /// A registrering, whole.
    func registreringsvariant(_ systemID: SystemID) -> Registreringsvariant? {
        attempt {
            try database.first("SELECT slag, innhold FROM registrering WHERE systemID = ?", .text(systemID.rawValue)) {
                ($0.text(0), $0.utf8(1))
            }.map { try StoredObject.registrering(slag: $0.0, $0.1) }
        }
    }
}
