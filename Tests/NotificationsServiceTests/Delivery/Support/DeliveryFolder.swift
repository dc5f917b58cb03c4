import CommitLog
import Contracts
import Crypto
import Domain
import Foundation
import Observability
import ServiceTestSupport
import ShardRuntime

/// A data directory of its own for one test, with a registry's commit log that the test writes; removed with it.
actor DeliveryFolder {
    static let hamar = "970540008"

    nonisolated let folder: TestFolder
    nonisolated var path: String { folder.path }
    private let kommune: Organisasjonsnummer
    private var commits: SimulatedCommits
    private var cases: [SystemID] = []

    /// A directory in which Hamar is set up.
    init() async throws {
        folder = try TestFolder()
        guard let kommune = Organisasjonsnummer(Self.hamar) else { throw Unexpected(description: Self.hamar) }
        self.kommune = kommune
        commits = SimulatedCommits(of: "registry", for: kommune)
    }

    /// Sets Hamar up; the service must have made the topics.
    func setUp() async throws {
        let hamar = Kommune(
            organisasjonsnummer: kommune, kommunenummer: "3403", navn: "Hamar", opprettetDato: Self.now, opprettetAv: "test",
            standardregel: "standard")
        try await commit([[KommuneOpprettet(kommune: hamar)]])
        let record = NewRecord(key: Array(kommune.rawValue.utf8), value: try JSONValue(encoding: hamar).encoded())
        try await folder.withLog { log, topics in _ = try await log.append([record], to: TopicPartition(topics.municipalities, 0)) }
    }

    /// Registers cases. Returns their systemIDs.
    @discardableResult
    func register(cases count: Int, skjermet kode: String? = nil, offentligTittel: String? = nil) async throws -> [SystemID] {
        var made: [SystemID] = []
        var commits: [[any DomainEvent]] = []
        for _ in 0..<count {
            cases.append(Self.id())
            let number = cases.count
            var mappe = Mappe(
                systemID: cases[number - 1], mappeID: "2026/\(number)", tittel: "Sak \(number)", opprettetDato: Self.now,
                opprettetAv: "test", referanseArkivdel: Self.id())
            mappe.skjerming = kode.map {
                Skjerming(tilgangsrestriksjon: Kode(kode: $0, kodenavn: $0), skjermingshjemmel: "Offl. § 13")
            }
            mappe.offentligTittel = offentligTittel
            made.append(mappe.systemID)
            commits.append([
                SaksmappeOpprettet(
                    saksmappe: Saksmappe(
                        mappe: mappe, saksaar: 2_026, sakssekvensnummer: number, saksdato: Self.now.dato,
                        administrativEnhet: Aktoer(navn: "Bygg"), saksansvarlig: Aktoer(navn: "Ola", identifikator: "ola"),
                        saksstatus: Kode(kode: "B", kodenavn: "Under behandling")))
            ])
        }
        try await commit(commits)
        return made
    }

    /// Another screening, or another title for the public, stands on a case from now on.
    func screen(_ sak: SystemID, _ kode: String?, offentligTittel: String? = nil) async throws {
        let skjerming = kode.map { Skjerming(tilgangsrestriksjon: Kode(kode: $0, kodenavn: $0), skjermingshjemmel: "Offl. § 13") }
        let tilgang = Tilgang(restriksjoner: kode.map { [.init($0)] } ?? [], deler: offentligTittel == nil ? [] : [.tittel])
        let endret = SkjermingEndret(
            arkivenhet: .mappe(sak), registrering: nil, skjerming: skjerming, forrige: nil, offentligTittel: offentligTittel,
            tilgang: tilgang, endretDato: Self.now, endretAv: "arkivar", begrunnelse: "Vurdert på nytt")
        try await commit([[endret]])
    }

    /// Adds an arkivnotat to each of these cases, round after round.
    func addNotes(_ rounds: Int, to cases: [SystemID]) async throws {
        var commits: [[any DomainEvent]] = []
        for round in 0..<rounds {
            for sak in cases {
                var registrering = Registrering(
                    systemID: Self.id(), opprettetDato: Self.now, opprettetAv: "test", referanseArkivdel: Self.id(),
                    tittel: "Notat \(round)")
                registrering.referanseMappe = sak
                commits.append([ArkivnotatOpprettet(arkivnotat: Arkivnotat(registrering: registrering))])
            }
        }
        try await commit(commits)
    }

    private func commit(_ made: [[any DomainEvent]]) async throws {
        let records = try commits.records(made, at: Self.now, traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        try await folder.withLog { [kommune] log, topics in
            _ = try await log.append(records, to: TopicPartition(topics.commits("registry"), topics.partition(of: kommune.rawValue)))
        }
    }

    /// Every byte that the service has written to its own commit log.
    func ownCommits() async throws -> [UInt8] {
        try await folder.records { $0.commits("notifications") }.flatMap { $0.value ?? [] }
    }

    /// What is older than a feed keeps is removed at once.
    private static let now = SystemClock().now()
    private static func id() -> SystemID { SystemID(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max)) }
}
