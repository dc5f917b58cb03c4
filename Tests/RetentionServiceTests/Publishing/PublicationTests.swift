import CommitLog
import Contracts
import Domain
import DomainTestSupport
import OutsideJudges
import Testing

@testable import RetentionService

/// What the outside is told of retention.
struct PublicationTests {
    private typealias R = Registerhendelser

    /// The public events of a life: dated, kept, without years, opened again.
    private func events() throws -> [CloudEvent] {
        let butikk = try Butikk()
        var made: [any DomainEvent] = []
        made += try butikk.ta([
            R.arkivdel(1), R.klasse(10, R.kassasjon("K", 10)), R.klasse(11, R.kassasjon("B")), R.klasse(12, R.kassasjon("K")),
        ])
        for (sak, klasse) in [(100, 10), (200, 11), (300, 12)] {
            made += try butikk.ta([R.sak(sak, arkivdel: 1, klasse: klasse), R.registrering(sak + 10, i: sak, arkivdel: 1), R.lukk(sak)])
        }
        made += try butikk.ta([R.gjenaapne(100)])
        made += try butikk.ta([R.vedtak(.klasse(R.id(11)), nil)])
        let header = CommitHeader(
            service: "retention", kommune: hamar, epoch: 1, sequence: 42, previous: CommitHeader.noPrevious, cause: Cause(),
            time: R.moment, body: String(repeating: "0", count: 64))
        return KassasjonPublications.events(made, of: header)
    }

    private func data(_ event: CloudEvent) -> JSONValue { event.jsonValue["data"] ?? .null }

    @Test func `every published type has a schema, and no other`() {
        let types = Kassasjonshendelser.all.compactMap { KassasjonPublications.type(of: $0.eventType) }
        #expect(Set(types) == Set(Contracts.schemaNames.filter { $0.hasPrefix("no.sakarkiv.retention.") }))
        #expect(KassasjonPublications.type(of: KassasjonssperreSatt.eventType) == nil)
    }

    @Test func `dates and ids are told; no title, no name, no words of a decision`() throws {
        let events = try events()
        #expect(
            events.map { data($0)["tilstand"]?.text ?? data($0)["aarsak"]?.text } == [
                "datert", "bevares", "utenBevaringstid", "aapen", "ingenVedtak",
            ])
        #expect(data(events[0])["kassasjonsdato"]?.text == "2031-06-15")
        #expect(data(events[0])["enheter"]?["dokumentbeskrivelse"]?[0]?.text == R.id(111).rawValue)
        for event in events {
            let text = String(decoding: event.encoded(), as: UTF8.self)
            for secret in ["Sak ", "Brev", "Dokument ", "Hjemmel", "arkivar", "Ny plan"] { #expect(!text.contains(secret), "\(text)") }
        }
        #expect(Set(events.map(\.id)).count == events.count)
    }

    @Test(.enabled(if: OutsideJudge.isPresent, "\(OutsideJudge.missing)"))
    func `every public event is valid by its schema`() async throws {
        var cases: [(schema: String, value: JSONValue)] = []
        for event in try events() {
            cases.append(("cloudevent", event.jsonValue))
            cases.append((event.type, data(event)))
        }
        for (verdict, one) in zip(try await OutsideJudge.validate(cases), cases) { #expect(verdict.isEmpty, "\(one.schema): \(verdict)") }
    }
}
