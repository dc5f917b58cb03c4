import Domain
import DomainTestSupport
import Foundation
import Testing

@Suite struct KodingTests {
    private func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func again<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }

    @Test func `a message is flat, names its kinds, and leaves out what is empty`() throws {
        var melding = Arkivmelding(system: "Byggsak", antallFiler: 0)
        melding.mappe = Arkivmelding.Mappe(slag: .saksmappe(Arkivmelding.Saksmappe()), tittel: "Test")
        let text = try json(melding.saksmappe { $0.saksdato = Dato("2026-05-04") })
        #expect(
            text
                == #"{"antallFiler":0,"mappe":{"saksdato":"2026-05-04","tittel":"Test","type":"saksmappe"},"system":"Byggsak"}"#)
    }

    @Test func `messages come back as they were`() throws {
        var melding = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"), noekkel: Meldinger.postnoekkel)
        melding.mappe = Meldinger.mappe(noekkel: Meldinger.noekkel)
        melding.mappe?.skjerming = Meldinger.skjerming()
        melding.mappe?.virksomhetsspesifikkeMetadata = .objekt([
            "tall": .heltall(1), "desimal": .desimaltall(1.5), "liste": .liste([.tekst("a"), .boolsk(true), .tom]),
        ])
        #expect(try again(melding) == melding)
        let command = OpprettArkivmelding(melding, id: "1")
        #expect(try again(command) == command)
    }

    @Test func `an unknown kind is not read as another`() {
        let text = #"{"system":"x","antallFiler":0,"mappe":{"type":"tullmappe","tittel":"a"}}"#
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Arkivmelding.self, from: Data(text.utf8)) }
    }

    @Test func `every event of a busy archive comes back as it was`() throws {
        var arkiv = Arkivproeve()
        var seen: Set<String> = []
        func check(_ events: [any DomainEvent]) throws {
            for event in events {
                seen.insert(event.eventType)
                try roundTrip(event)
            }
        }
        try check(
            OpprettKommune(organisasjonsnummer: hamar, kommunenummer: "3403", navn: "Hamar").decide(Arkivtilstand(), arkiv.circumstances)
                .events)
        var generator = Kommandostroem(seed: 7)
        for _ in 0..<800 { try check(generator.neste(&arkiv)) }
        let brev = arkiv.tilstand.registrering(journalnummer: Journalnummer(journalaar: 2026, journalsekvensnummer: 1)).flatMap {
            arkiv.tilstand.registreringsvariant($0)
        }
        let sted = Meldingssted(topic: "inbound.byggsak", partition: 0, offset: 1)
        try check([
            FilerOppgitt(
                avsender: Filavsender(partner: "byggsak", source: "/a", id: "1"), melding: sted,
                dokumentobjekt: brev.map { [$0.registrering.systemID] } ?? []),
            TilgangGjengitt(
                ledd: arkiv.tilstand.tilgangsledd(etter: nil, limit: 20), gjengivelse: Tilgangsgjengivelse(til: brev?.registrering.systemID)
            ),
        ])
        let never = Set(RegistryEvents.all.map { $0.eventType }).subtracting(seen)
        #expect(never.isEmpty, "the stream never makes \(never)")
    }

    private func roundTrip<Event: DomainEvent>(_ event: Event) throws {
        #expect(try again(event) == event)
    }

    @Test func `the names of events and commands differ`() {
        #expect(Set(RegistryEvents.all.map { $0.eventType }).count == RegistryEvents.all.count)
        #expect(Set(RegistryCommands.all.map { $0.commandType }).count == RegistryCommands.all.count)
    }

    @Test func `an event written by the first release is read`() throws {
        // As it stands in a log; a change of a member's name would make this fail.
        let text = """
            {"saksmappe":{"systemID":"10000000-0000-4000-8000-000000000001","mappeID":"2026/1","tittel":"Test","opprettetAv":"byggsak",
            "opprettetDato":"2026-05-04T08:00:00.000Z","referanseArkivdel":"10000000-0000-4000-8000-000000000002","saksaar":2026,
            "sakssekvensnummer":1,"saksdato":"2026-05-04","administrativEnhet":{"navn":"Postmottak"},"saksansvarlig":{"navn":"Ufordelt"},
            "saksstatus":{"kode":"B","kodenavn":"Under behandling"},
            "skjerming":{"tilgangsrestriksjon":{"kode":"13","kodenavn":"Offl. § 13"},"skjermingshjemmel":"Offl. § 13",
            "skjermingMetadata":[{"kode":"TMO","kodenavn":"Skjerming tittel mappe - utvalgte ord"}]}}}
            """
        let event = try JSONDecoder().decode(SaksmappeOpprettet.self, from: Data(text.utf8))
        #expect(event.saksmappe.mappe.mappeID == "2026/1")
        #expect(event.saksmappe.sakssekvensnummer == 1)
        #expect(event.saksmappe.mappe.skjerming?.skjermingMetadata.first?.kode == "TMO")
        #expect(event.saksmappe.mappe.noekkelord.isEmpty)
        let status = #"""
            {"saksmappe":"10000000-0000-4000-8000-000000000001","fra":{"kode":"B","kodenavn":"Under behandling"},
            "til":{"kode":"A","kodenavn":"Avsluttet"},"endretDato":"2026-05-04T08:00:00.000Z","endretAv":"kari"}
            """#
        #expect(try JSONDecoder().decode(SaksstatusEndret.self, from: Data(status.utf8)).til.kode == "A")
    }
}
