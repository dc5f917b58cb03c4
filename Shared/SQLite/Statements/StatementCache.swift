/// The prepared statements of one connection by their SQL, at most ``limit`` of them; the one not used for longest makes room.
final class StatementCache {
    /// The most statements kept.
    let limit: Int
    private var statements: [String: Statement] = [:]
    private var clock: UInt64 = 0

    init(limit: Int) { self.limit = limit }

    /// How many are kept now.
    var count: Int { statements.count }

    /// A statement nobody is reading, marked as in use; give it back with ``putBack(_:)``.
    func take(_ sql: String, connection: OpaquePointer) throws -> Statement {
        clock += 1
        if let kept = statements[sql] {
            // The same SQL is being read further out: a second one, used once.
            guard !kept.isInUse else { return try Statement(sql, connection: connection, isKept: false) }
            kept.isInUse = true
            kept.lastUse = clock
            return kept
        }
        let statement = try Statement(sql, connection: connection, isKept: true)
        statement.isInUse = true
        statement.lastUse = clock
        if statements.count >= limit { makeRoom() }
        if statements.count < limit { statements[sql] = statement }
        return statement
    }

    func putBack(_ statement: Statement) {
        statement.reset()
        statement.isInUse = false
    }

    func removeAll() { statements.removeAll() }

    private func makeRoom() {
        let oldest = statements.values.lazy.filter { !$0.isInUse }.min { $0.lastUse < $1.lastUse }
        if let oldest { statements[oldest.sql] = nil }
    }
}
