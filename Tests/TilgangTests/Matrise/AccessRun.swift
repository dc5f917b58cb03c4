import Contracts
import Domain
import Observability
import SQLite
import ServiceKit
import ServiceTestSupport
import ShardRuntime

/// Everything that a running suite answered to everybody, once for all tests.
struct AccessRun: Sendable {
    /// The rows of each service, in the order of the matrix.
    private(set) var rows: [ServiceName: [AnsweredRow]] = [:]
    /// The routes that each service serves, and for which roles; none: for anybody.
    private(set) var routes: [ServiceName: [String: Set<Role>]] = [:]
    /// What the rule says in each service's store, in their order: by the reader's identity and the object.
    private(set) var visninger: [String: [SystemID: [Visning]]] = [:]

    /// The run; the first test that asks begins it.
    static let shared = Task { try await AccessRun.make() }

    private static func make() async throws -> AccessRun {
        var run = AccessRun()
        try await RunningSuite.with { suite in
            let material = try await AccessMaterial.make(suite)
            try run.ask(material.objects, suite)
            for service in RunningSuite.names.reversed() {
                run.routes[service] = try suite.routes(service)
                var answered: [AnsweredRow] = []
                for row in AccessRows.of(service, material) { answered.append(try await answers(to: row, of: service, suite)) }
                run.rows[service] = answered
            }
        }
        return run
    }

    private mutating func ask(_ objects: [AccessObject], _ suite: RunningSuite) throws {
        let dag = SystemClock().now().norskDato
        let stores = try RunningSuite.names.map { try Database(path: suite.store($0), access: .readOnly) }
        for reader in AccessReader.all {
            let leser = reader.principal.leser
            for id in objects.flatMap({ [$0.mappe, $0.post, $0.lukket] }) {
                visninger[reader.identity, default: [:]][id] = try stores.map { try Visninger(leser, dag, $0).visning(id) }
            }
        }
    }

    private static func answers(to row: AccessRow, of service: ServiceName, _ suite: RunningSuite) async throws -> AnsweredRow {
        func cell(_ identity: String?, _ asking: Asking, names kommune: String?) async throws -> AccessCell {
            let answer = try await suite.answer(service, row.method, row.request(asking), as: identity, kommune: kommune)
            return AccessCell(status: answer.status, shown: row.shown(answer.status, answer.text))
        }
        let hamar = AccessReader.hamar
        var nobody: [AccessCell] = []
        for identity in [nil, "ukjent"] {
            nobody.append(try await cell(identity, Asking(reader: nil, kommune: hamar), names: hamar))
        }
        var cells: [[AccessCell]] = []
        for reader in AccessReader.all {
            var own = [try await cell(reader.identity, Asking(reader: reader, kommune: hamar), names: hamar)]
            if reader.isElsewhere {
                own.append(try await cell(reader.identity, Asking(reader: reader, kommune: reader.kommune), names: nil))
            }
            cells.append(own)
        }
        return AnsweredRow(route: row.route, about: row.about, agreement: row.agreement, nobody: nobody, cells: cells)
    }
}
