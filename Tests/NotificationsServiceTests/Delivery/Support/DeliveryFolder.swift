import CommitLog
import Contracts
import Crypto
import Domain
import Foundation
import ShardRuntime

/// A data directory of its own for one test, with a registry's commit log that the test writes; removed with it.
actor DeliveryFolder {
    static let hamar = "970540008"

    nonisolated let path: String
    private let kommune: Organisasjonsnummer
    private var previous = CommitHeader.noPrevious
    private var sequence: UInt64 = 0
    private var cases: [SystemID] = []

    struct Unexpected: Error, CustomStringConvertible { let description: String }

    /// A directory in which Hamar is set up.
    init() async throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("delivery-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        guard let kommune = Organisasjonsnummer(Self.hamar) else { throw Unexpected(description: Self.hamar) }
        self.kommune = kommune
    }

    deinit {
        // Left-overs in the system's temporary directory harm nobody.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Sets Hamar up; the service must have made the topics.
    func setUp() async throws {
        let hamar = Kommune(
            organisasjonsnummer: kommune, kommunenummer: "3403", navn: "Hamar", opprettetDato: Self.now, opprettetAv: "test",
            standardregel: "standard")
        try await commit([[KommuneOpprettet(kommune: hamar)]])
        let record = NewRecord(key: Array(kommune.rawValue.utf8), value: try JSONValue(encoding: hamar).encoded())
        try await withLog { log, topics in _ = try await log.append([record], to: TopicPartition(topics.municipalities, 0)) }
    }

    /// Registers cases. Returns their systemIDs.
    @discardableResult
    func register(cases count: Int, skjermet kode: String? = nil) async throws -> [SystemID] {
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

    private func commit(_ commits: [[any DomainEvent]]) async throws {
        var records: [NewRecord] = []
        if sequence == 0 { records.append(try Claim(service: "registry", epoch: 1, instance: "test", time: Self.now).record()) }
        for events in commits {
            let content: [JSONValue] = try events.map { ["type": .string($0.eventType), "data": try JSONValue(encoding: $0)] }
            let body = JSONValue.object(["events": .array(content)]).encoded()
            let header = CommitHeader(
                service: "registry", kommune: kommune, epoch: 1, sequence: sequence, previous: previous, cause: Cause(), time: Self.now,
                body: SHA256.hex(body), traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            let commit = try Commit(header: header, body: body)
            records.append(commit.record())
            (previous, sequence) = (commit.hash, sequence + 1)
        }
        let kommune = kommune
        try await withLog { [records] log, topics in
            _ = try await log.append(records, to: TopicPartition(topics.commits("registry"), topics.partition(of: kommune.rawValue)))
        }
    }

    /// Every byte that the service has written to its own commit log.
    func ownCommits() async throws -> [UInt8] {
        let kommune = kommune
        return try await withLog { log, topics in
            let place = TopicPartition(topics.commits("notifications"), topics.partition(of: kommune.rawValue))
            var (bytes, next) = ([UInt8](), try await log.start(of: place))
            let end = try await log.end(of: place)
            let reader = try await log.read(place, from: next)
            while next < end {
                for record in try await reader.next(limit: 1_000, timeout: .seconds(30)) {
                    bytes += record.value ?? []
                    next = record.offset + 1
                }
            }
            await reader.close()
            return bytes
        }
    }

    private func withLog<Value: Sendable>(_ body: @Sendable (LocalLog, Topics) async throws -> Value) async throws -> Value {
        let log = try LocalLog(directory: "\(path)/log")
        do {
            let value = try await body(log, Topics())
            await log.close()
            return value
        } catch {
            await log.close()
            throw error
        }
    }

    private static let now = Tidspunkt(milliseconds: 1_780_000_000_000)
    private static func id() -> SystemID { SystemID(high: .random(in: 0 ... .max), low: .random(in: 0 ... .max)) }
}
