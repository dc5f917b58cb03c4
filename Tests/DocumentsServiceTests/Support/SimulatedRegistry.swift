import CommitLog
import Contracts
import Domain
import DomainTestSupport
import ServiceTestSupport
import ShardRuntime

/// What the registry would commit, written to its log by the test: documents follows the log, not the process.
actor SimulatedRegistry {
    static let hamar = "970540008"

    /// A document that a message names.
    struct Fil: Sendable {
        var referanse: String
        var navn = "Søknad.pdf"
        var sjekksum: String?
        var stoerrelse: Int?
        var format = "fmt/95"
        var skjermet = false
    }

    /// What a commit made.
    struct Made: Sendable {
        var registrering: SystemID
        var mappe: SystemID
        var dokumentbeskrivelse: [SystemID]
        var dokumentobjekt: [SystemID]
    }

    private let folder: DataFolder
    private let kommune: Organisasjonsnummer
    private var commits: SimulatedCommits
    private var messages = 0

    init(_ folder: DataFolder) throws {
        guard let kommune = Organisasjonsnummer(Self.hamar) else { throw Unexpected(description: Self.hamar) }
        (self.folder, self.kommune) = (folder, kommune)
        commits = SimulatedCommits(of: "registry", for: kommune)
    }

    /// Sets the municipality up.
    func setUp() async throws {
        let hamar = Kommune(
            organisasjonsnummer: kommune, kommunenummer: "3403", navn: "Hamar", opprettetDato: Self.now, opprettetAv: "test",
            standardregel: "standard")
        try await commit([KommuneOpprettet(kommune: hamar)])
        let record = NewRecord(key: Array(kommune.rawValue.utf8), value: try JSONValue(encoding: hamar).encoded())
        try await folder.withLog { log, topics in _ = try await log.append([record], to: TopicPartition(topics.municipalities, 0)) }
    }

    /// A message stands on the partner's topic, and the registry has registered its documents.
    func register(_ filer: [Fil], message: NewRecord? = nil, skjermet: Bool = false, partner: String = "byggsak") async throws -> Made {
        messages += 1
        let record = message ?? NewRecord(key: nil, value: Array("{}".utf8))
        let sted = try await put(record, of: partner)
        return try await register(filer, at: sted, skjermet: skjermet, partner: partner)
    }

    /// The same, with the message at a place of the test's choice.
    func register(_ filer: [Fil], at sted: Meldingssted, skjermet: Bool = false, partner: String = "byggsak") async throws -> Made {
        let mappe = self.mappe(skjermet: skjermet)
        var registrering = Registrering(
            systemID: Self.id(), opprettetDato: Self.now, opprettetAv: "test", referanseArkivdel: Self.id(), tittel: "Brev")
        registrering.referanseMappe = mappe.mappe.systemID
        registrering.dokumentbeskrivelse = filer.enumerated().map { Self.beskrivelse($0.element, number: $0.offset + 1) }
        let objects = registrering.dokumentbeskrivelse.flatMap(\.dokumentobjekt).map(\.systemID)
        let avsender = Filavsender(partner: partner, source: "/no/970540008/\(partner)", id: "melding-\(messages)", subject: "sak")
        try await commit([
            SaksmappeOpprettet(saksmappe: mappe), ArkivnotatOpprettet(arkivnotat: Arkivnotat(registrering: registrering)),
            FilerOppgitt(avsender: avsender, melding: sted, dokumentobjekt: objects),
        ])
        return Made(
            registrering: registrering.systemID, mappe: mappe.mappe.systemID,
            dokumentbeskrivelse: registrering.dokumentbeskrivelse.map(\.systemID), dokumentobjekt: objects)
    }

    /// The registry has made a document with everything it lies in, as `byggsak` sent it: the message stands on the partner's topic.
    func register(_ stige: Arkivstige, message: NewRecord) async throws {
        messages += 1
        let sted = try await put(message, of: "byggsak")
        let avsender = Filavsender(partner: "byggsak", source: "/no/970540008/byggsak", id: "melding-\(messages)", subject: "sak")
        try await commit(stige.opprettet + [FilerOppgitt(avsender: avsender, melding: sted, dokumentobjekt: [Arkivstige.objekt])])
    }

    private func put(_ message: NewRecord, of partner: String) async throws -> Meldingssted {
        let offset = try await folder.withLog { log, topics in
            // The partner's own topic: the registry's intake would have made it.
            try await log.ensure(topics.settings(ofPartner: partner))
            return try await log.append([message], to: TopicPartition(topics.inbound(partner), 0)).first ?? 0
        }
        return Meldingssted(topic: Topics().inbound(partner), partition: 0, offset: offset)
    }

    private static func beskrivelse(_ fil: Fil, number: Int) -> Dokumentbeskrivelse {
        var beskrivelse = Dokumentbeskrivelse(
            systemID: id(), dokumentstatus: Kode(kode: "F", kodenavn: "Ferdig"), tittel: "Hemmelig tittel", opprettetDato: now,
            opprettetAv: "test", tilknyttetRegistreringSom: Kode(kode: "H", kodenavn: "Hoveddokument"), dokumentnummer: number,
            tilknyttetDato: now, tilknyttetAv: "test")
        if fil.skjermet { beskrivelse.skjerming = skjerming }
        var objekt = Dokumentobjekt(
            systemID: id(), versjonsnummer: 1, variantformat: Kode(kode: "P", kodenavn: "Produksjonsformat"),
            format: Kode(kode: fil.format, kodenavn: fil.format), opprettetDato: now, opprettetAv: "test", filnavn: fil.navn,
            referanseDokumentfil: fil.referanse)
        (objekt.sjekksum, objekt.filstoerrelse) = (fil.sjekksum, fil.stoerrelse)
        beskrivelse.dokumentobjekt = [objekt]
        return beskrivelse
    }

    private func mappe(skjermet: Bool) -> Saksmappe {
        var mappe = Mappe(
            systemID: Self.id(), mappeID: "2026/\(messages)", tittel: "Sak", opprettetDato: Self.now, opprettetAv: "test",
            referanseArkivdel: Self.id())
        if skjermet { mappe.skjerming = Self.skjerming }
        return Saksmappe(
            mappe: mappe, saksaar: 2_026, sakssekvensnummer: messages, saksdato: Self.now.dato, administrativEnhet: Aktoer(navn: "Bygg"),
            saksansvarlig: Aktoer(navn: "Kari", identifikator: "kari"), saksstatus: Kode(kode: "B", kodenavn: "Under behandling"))
    }

    /// Appends one commit with these events.
    func commit(_ events: [any DomainEvent]) async throws {
        let records = try commits.records(
            [events], at: Self.now, traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        try await folder.withLog { [kommune] log, topics in
            _ = try await log.append(
                records, to: TopicPartition(topics.commits("registry"), topics.partition(of: kommune.rawValue)))
        }
    }

    private static let now = Tidspunkt(milliseconds: 1_790_000_000_000)
    private static let skjerming = Skjerming(
        tilgangsrestriksjon: Kode(kode: "13", kodenavn: "Taushetsplikt"), skjermingshjemmel: "Offl. § 13")
    private static func id() -> SystemID {
        let bits = (UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max))
        return SystemID(high: bits.0, low: bits.1)
    }
}
