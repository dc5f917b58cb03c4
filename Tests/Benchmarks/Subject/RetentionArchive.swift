import CommitLog
import Contracts
import Crypto
import Domain
import Kafka
import ShardRuntime
import Transfer

/// An installation with nothing but retention: a registry's log with one municipality, and retention's own log, filled with closed cases.
struct RetentionArchive {
    /// Registreringer of a case, documents of a registrering, cases of a commit.
    private static let (registreringer, dokumenter, saker) = (10, 5, 10)
    /// Building a million documents into a store takes less, seconds.
    private static let patienceSeconds = 900
    private static let moment = Tidspunkt(milliseconds: 1_577_836_800_000)
    private static let closed = Tidspunkt(milliseconds: 1_623_751_200_000)
    private static let arkivdel = id(1)
    private static let klasse = id(2)

    private let kommune: Organisasjonsnummer
    let log: any Log
    let topics: Topics
    /// Owns the directory; it is never started.
    private let home: RegistryProcess
    let retention: RegistryProcess
    private var registryTip: (sequence: UInt64, hash: String) = (0, CommitHeader.noPrevious)

    init(kafka: String?) throws {
        guard let kommune = Organisasjonsnummer(BenchmarkMessage.kommuner[0].0) else { throw BenchmarkFailure("no municipality") }
        self.kommune = kommune
        topics = Topics(prefix: "bench\(UInt32.random(in: 0 ... .max)).")
        home = try RegistryProcess(kafka: kafka, topicPrefix: topics.prefix)
        retention = RegistryProcess("retention", beside: home)
        log =
            if let kafka {
                try KafkaLog(KafkaLogConfiguration(bootstrap: kafka, clientID: "benchmarks"))
            } else {
                try LocalLog(directory: "\(home.data)/log")
            }
    }

    /// Ends and removes everything.
    func end() async {
        retention.end()
        await log.close()
        home.end()
    }

    /// Where the commits of the municipality stand.
    var place: TopicPartition { commits("retention") }
    /// A folder for whatever is measured beside it.
    var folder: String { home.data }

    /// The municipality with an arkivdel and a class, followed by retention, which runs then.
    mutating func setUp() async throws {
        try await log.ensure(topics.settings(of: "registry") + topics.settings(of: "retention"))
        let kommune = Kommune(
            organisasjonsnummer: kommune, kommunenummer: "3403", navn: "Hamar", opprettetDato: Self.moment, opprettetAv: "operator",
            standardregel: "standard")
        _ = try await log.append(
            [NewRecord(key: Array(self.kommune.rawValue.utf8), value: try JSONValue(encoding: kommune).encoded())],
            to: TopicPartition(topics.municipalities, 0))
        let claim = Claim(service: "registry", epoch: 1, instance: "benchmarks", time: Self.moment)
        _ = try await log.append([try claim.record()], to: commits("registry"))
        let arkivdel = Arkivdel(
            systemID: Self.arkivdel, referanseArkiv: Self.id(0), tittel: "Arkivdel", arkivdelstatus: Kode(kode: "A", kodenavn: "Aktiv"),
            opprettetDato: Self.moment, opprettetAv: "arkivar")
        let klasse = Klasse(
            systemID: Self.klasse, referanseKlassifikasjonssystem: Self.id(0), klasseID: "L42", tittel: "Byggesaker",
            opprettetDato: Self.moment, opprettetAv: "arkivar")
        try await registry([
            KommuneOpprettet(kommune: kommune), ArkivdelOpprettet(arkivdel: arkivdel), KlasseOpprettet(klasse: klasse),
        ])
        _ = try await retention.start()
        _ = try await nextCommit(from: 0)
    }

    /// Puts so many documents in closed cases into retention's log, and starts it anew: it builds them into its store.
    mutating func fill(_ count: Int) async throws -> Int {
        var last = try await nextCommit(from: 0)
        retention.stop()
        let perSak = Self.registreringer * Self.dokumenter
        let saker = (count + perSak - 1) / perSak
        for first in stride(from: 0, to: saker, by: Self.saker) {
            let events = (first..<min(first + Self.saker, saker)).flatMap { Self.sak($0) }
            let body = try Self.body(events)
            let header = CommitHeader(
                service: "retention", kommune: kommune, epoch: last.header.epoch, sequence: last.header.sequence + 1, previous: last.hash,
                cause: Cause(), time: Self.moment, body: SHA256.hex(body))
            last = try Commit(header: header, body: body)
            _ = try await log.append([last.record()], to: place)
        }
        _ = try await retention.start()
        // It follows the registry again when everything before is in its store: what it commits then says that it is.
        let end = try await log.end(of: place)
        let klasse = Klasse(
            systemID: Self.id(3), referanseKlassifikasjonssystem: Self.id(0), klasseID: "L43", tittel: "Kart", opprettetDato: Self.moment,
            opprettetAv: "arkivar")
        try await registry([KlasseOpprettet(klasse: klasse)])
        _ = try await nextCommit(from: end)
        return saker * perSak
    }

    /// A new rule for the class; where retention's log ended before it.
    mutating func decide(years: Int) async throws -> Offset {
        let end = try await log.end(of: place)
        var rule = Kassasjon(kassasjonsvedtak: Kode(kode: "K", kodenavn: "Kasseres"))
        (rule.bevaringstid, rule.kassasjonshjemmel) = (years, "Bevarings- og kassasjonsplan")
        try await registry([
            KassasjonEndret(
                arkivenhet: .klasse(Self.klasse), kassasjon: rule, endretDato: Self.closed, endretAv: "arkivar", begrunnelse: "Ny plan")
        ])
        return end
    }

    /// The last of the commits that stand in retention's log from there on, once there is one.
    private func nextCommit(from offset: Offset) async throws -> Commit {
        let reader = try await log.read(place, from: offset)
        while true {
            let records = try await reader.next(limit: 1_000, timeout: .seconds(Self.patienceSeconds))
            guard !records.isEmpty else { throw BenchmarkFailure("retention commits nothing") }
            let commits = try records.filter { $0.headers.contains(RecordHeader("kind", "commit")) }.map { try Commit($0.value ?? []) }
            guard let last = commits.last else { continue }
            await reader.close()
            return last
        }
    }

    private mutating func registry(_ events: [any DomainEvent]) async throws {
        let body = try Self.body(events)
        let header = CommitHeader(
            service: "registry", kommune: kommune, epoch: 1, sequence: registryTip.sequence, previous: registryTip.hash, cause: Cause(),
            time: Self.moment, body: SHA256.hex(body))
        let commit = try Commit(header: header, body: body)
        registryTip = (header.sequence + 1, commit.hash)
        _ = try await log.append([commit.record()], to: commits("registry"))
    }

    private func commits(_ service: String) -> TopicPartition {
        TopicPartition(topics.commits(service), topics.partition(of: kommune.rawValue))
    }

    private static func body(_ events: [any DomainEvent]) throws -> [UInt8] {
        let all = try events.map { event -> JSONValue in ["type": .string(event.eventType), "data": try json(event)] }
        return JSONValue.object(["events": .array(all)]).encoded()
    }

    private static func json(_ event: any Encodable) throws -> JSONValue { try JSONValue(encoding: event) }

    private static func id(_ number: Int) -> SystemID {
        SystemID(high: 0x5000_0000_0000_4000, low: 0x8000_0000_0000_0000 | UInt64(number))
    }

    /// A closed case with everything in it.
    private static func sak(_ number: Int) -> [any DomainEvent] {
        let first = 1_000 + number * 1_000
        var mappe = Mappe(
            systemID: id(first), mappeID: "2020/\(number)", tittel: "Nybygg enebolig, Furubakken \(number)", opprettetDato: moment,
            opprettetAv: "byggsak", referanseArkivdel: arkivdel)
        (mappe.referanseKlasse, mappe.avsluttetDato) = (klasse, closed)
        let poster = (0..<registreringer).map { post -> any DomainEvent in
            let number = first + 1 + post * (dokumenter + 1)
            var registrering = Registrering(
                systemID: id(number), opprettetDato: moment, opprettetAv: "byggsak", referanseArkivdel: arkivdel, tittel: "Brev \(post)")
            registrering.referanseMappe = mappe.systemID
            registrering.dokumentbeskrivelse = (1...dokumenter).map { index in
                Dokumentbeskrivelse(
                    systemID: id(number + index), dokumentstatus: Kode(kode: "F", kodenavn: "Ferdig"), tittel: "Dokument \(index)",
                    opprettetDato: moment, opprettetAv: "byggsak", tilknyttetRegistreringSom: Kode(kode: "H", kodenavn: "Hoveddokument"),
                    dokumentnummer: index, tilknyttetDato: moment, tilknyttetAv: "byggsak")
            }
            return KassasjonsregistreringFulgt(
                registrering: Kassasjonsregistrering(.registrering(registrering), mappensArkivdel: arkivdel))
        }
        return [KassasjonsmappeFulgt(mappe: Kassasjonsmappe(.mappe(mappe)))] + poster
    }
}
