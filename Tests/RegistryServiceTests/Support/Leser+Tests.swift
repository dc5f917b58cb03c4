import Domain
import SQLite

@testable import RegistryService

extension Leser {
    /// An archivist's: everything but what is graded.
    static let arkivar = Leser(identitet: "arkivar", rolle: "arkivar", klarering: nil)
    /// A caseworker's without clearance.
    static let uklarert = Leser(identitet: "ola", rolle: "saksbehandler", klarering: [])
    /// A caseworker's who is cleared for § 13.
    static let klarert = Leser(identitet: "ola", rolle: "saksbehandler", klarering: ["13"])
    /// The partner that sent everything.
    static let byggsak = Leser(identitet: "byggsak", rolle: "partner", partner: "byggsak", klarering: [])
    /// Another partner.
    static let skole = Leser(identitet: "skole", rolle: "partner", partner: "skole", klarering: [])
    /// Cleared for everything there is.
    static let alt = Leser(identitet: "sikker", rolle: "arkivar", klarering: nil, gradering: Sikkerhetsgrad.alle)
}

extension RegistryQueries {
    /// For a reader on the day that tests begin with.
    init(_ database: Database, _ leser: Leser, limitRanked: Int = limitRankedHits) {
        self.init(database: database, leser: leser, dag: Dato(daysSinceEpoch: 20_577), limitRanked: limitRanked)
    }
}
