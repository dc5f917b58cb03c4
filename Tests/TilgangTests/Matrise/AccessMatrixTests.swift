import Domain
import GeneratedFiles
import ServiceKit
import Testing

/// The matrix of who is answered what, `Shared/Contracts/ACCESS.md`, against a running suite.
@Suite(.timeLimit(.minutes(5))) struct AccessMatrixTests {
    @Test func `every route that a service serves has a row, and every row is a route that is served`() async throws {
        let run = try await AccessRun.shared.value
        for service in RunningSuite.names {
            let (served, asked) = (Set((run.routes[service] ?? [:]).keys), Set((run.rows[service] ?? []).map(\.route)))
            #expect(served.count > 20, "\(service) says of \(served.count) routes that it serves them")
            #expect(served.subtracting(asked).isEmpty, "\(service) serves what AccessRows does not ask")
            #expect(asked.subtracting(served).isEmpty, "\(service) does not serve what AccessRows asks")
        }
    }

    @Test func `the matrix in the repository is what a running suite answers`() async throws {
        let run = try await AccessRun.shared.value
        try GeneratedFile(path: "ACCESS.md", content: AccessMatrixText.text(run.rows)).check()
    }

    @Test func `whoever has no token is told nothing but what is open to all`() async throws {
        let run = try await AccessRun.shared.value
        for service in RunningSuite.names {
            for row in run.rows[service] ?? [] {
                let isOpen = run.routes[service]?[row.route]?.isEmpty == true
                #expect(row.nobody.allSatisfy { isOpen || $0.status == 401 }, "\(service) \(row.route): \(row.nobody)")
            }
        }
    }

    @Test func `nothing of an object is shown to those who may act for another municipality alone`() async throws {
        let run = try await AccessRun.shared.value
        for service in RunningSuite.names {
            for row in run.rows[service] ?? [] {
                for (reader, cells) in zip(AccessReader.all, row.cells) where reader.isElsewhere {
                    #expect(
                        cells.allSatisfy { ($0.shown ?? .nothing) == .nothing },
                        "\(service) \(row.route) \(row.about) to \(reader.identity): \(cells)")
                }
            }
        }
    }

    @Test func `where a route shows an object, it shows as much of it as the rule says`() async throws {
        let run = try await AccessRun.shared.value
        for service in RunningSuite.names {
            for row in run.rows[service] ?? [] {
                guard let (object, how) = row.agreement else { continue }
                for (reader, cells) in zip(AccessReader.all, row.cells) {
                    let visninger = run.visninger[reader.identity]?[object] ?? []
                    #expect(Set(visninger).count == 1, "\(visninger) of \(object) to \(reader.identity)")
                    let isForThem = run.routes[service]?[row.route]?.contains(reader.role) == true && !reader.isElsewhere
                    let rule = isForThem ? Self.rule(visninger.first ?? .ingenting, service, reader) : .nothing
                    let shown = cells.first?.shown ?? .nothing
                    let isRight =
                        switch how {
                        case .exact: shown == rule
                        case .wholeOrNothing: shown == (rule == .whole ? .whole : .nothing)
                        case .atMost: shown <= rule
                        }
                    #expect(isRight, "\(service) \(row.route) \(row.about) shows \(shown) to \(reader.identity); the rule: \(rule)")
                }
            }
        }
    }

    /// What the rule lets them see, with what is so of documents alone: partners know those they sent.
    private static func rule(_ visning: Visning, _ service: ServiceName, _ reader: AccessReader) -> Shown {
        guard service == .documents else { return Shown(visning) }
        return reader.principal.leser.ser(dokumentSendtAv: AccessReader.sender.partner) ? Shown(visning) : .nothing
    }
}
