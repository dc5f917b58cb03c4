import Domain
import Testing

@testable import RetentionService

/// Legal holds on a real store: where they show, and for how long.
struct SperreTests {
    private typealias R = Registerhendelser

    private func butikk() throws -> Butikk {
        let butikk = try Butikk()
        try butikk.ta([R.arkivdel(1), R.klasse(10, R.kassasjon("K", 1)), R.klasse(11, under: 10), R.klasse(12, R.kassasjon("K", 1))])
        for (sak, klasse) in [(100, 11), (200, 12)] {
            try butikk.ta([R.sak(sak, arkivdel: 1, klasse: klasse), R.registrering(sak + 10, i: sak, arkivdel: 1), R.lukk(sak)])
        }
        return butikk
    }

    private func sett(_ gjelder: Sperregjenstand, _ butikk: Butikk) throws -> SystemID {
        let decision = try butikk.kommando(SettSperre.commandType, SettSperre(gjelder: gjelder, begrunnelse: "Tilsyn"))
        let id = try #require(decision?.answer?.body?["systemID"]?.text)
        return try #require(SystemID(id))
    }

    /// The objects on the list of what is due that are held.
    private func sperret(_ butikk: Butikk) throws -> Set<SystemID> {
        let side = try Forfallsliste(lager: butikk.lager).side(
            Forfallsutvalg(innen: try #require(Dato("2100-01-01"))), etter: .begynnelsen, limit: 100)
        return Set(side.treff.filter { !$0.sperrer.isEmpty }.map(\.enhet.systemID))
    }

    private func ids(_ numbers: Int...) -> Set<SystemID> { Set(numbers.map(R.id)) }

    @Test func `a hold on a case, on a class and on a party shows on everything below, and no more when it is lifted`() throws {
        let butikk = try butikk()
        try butikk.ta([
            R.sak(300, arkivdel: 1, klasse: 12) { sak in sak.mappe.part = [Part(systemID: R.id(900), partNavn: "Kari  Nordmann")] },
            R.registrering(310, i: 300, arkivdel: 1), R.lukk(300),
        ])
        #expect(try sperret(butikk).isEmpty)
        let sak = try sett(.mappe(R.id(100)), butikk)
        #expect(try sperret(butikk) == ids(100, 110, 111))
        let klasse = try sett(.klasse(R.id(10)), butikk)
        let part = try sett(.part(try #require(Partsnoekkel(.partNavn, "kari nordmann"))), butikk)
        #expect(try sperret(butikk) == ids(100, 110, 111, 300, 310, 311))
        let forklaring = try #require(try Kassasjonsforklaring(R.id(111), butikk.lager))
        #expect(Set(forklaring.sperrer.map(\.systemID)) == [sak, klasse])
        // The date stays what it is: a hold keeps from disposal, it does not move the date.
        #expect(forklaring.vurdering.utfall.kassasjonsdato?.description == "2022-06-15")
        for id in [sak, klasse, part] {
            _ = try butikk.kommando(OpphevSperre.commandType, OpphevSperre(sperre: id, begrunnelse: "Ferdig"))
        }
        #expect(try sperret(butikk).isEmpty)
        #expect(try butikk.lager.sperrer(foer: .max, bareDeSomStaar: false, limit: 10).count == 3, "the history stays")
        #expect(try butikk.replayDifferences().isEmpty)
    }

    @Test func `a party's hold is on what comes later too: as correspondent, and by identifier`() throws {
        let butikk = try butikk()
        _ = try sett(.part(try #require(Partsnoekkel(.organisasjonsID, "974 650 762"))), butikk)
        #expect(try sperret(butikk).isEmpty)
        try butikk.ta([
            R.registrering(220, i: 200, arkivdel: 1) { registrering in
                var part = Korrespondansepart(
                    systemID: R.id(901), korrespondanseparttype: R.kode("EA"), korrespondansepartNavn: "Firma AS",
                    erBehandlingsansvarlig: false)
                part.identitet = .organisasjon(identifikator: "974650762", land: nil)
                registrering.korrespondansepart = [part]
            }
        ])
        #expect(try sperret(butikk) == ids(200, 210, 211, 220, 221))
    }

    @Test func `a hold on a case is on the mapper in it`() throws {
        let butikk = try butikk()
        try butikk.ta([R.sak(400, arkivdel: 1, klasse: 12), R.sak(410, arkivdel: 1, klasse: nil, i: 400, lukket: R.lukket)])
        _ = try sett(.mappe(R.id(400)), butikk)
        #expect(try sperret(butikk) == ids(410))
    }

    @Test func `what is not there cannot be held, and is answered with the fault`() throws {
        let butikk = try butikk()
        let decision = try butikk.kommando(SettSperre.commandType, SettSperre(gjelder: .klasse(R.id(77)), begrunnelse: "x"))
        #expect(decision?.answer?.rejection?.faults.map(\.code) == ["not_found"])
        #expect(decision?.events.isEmpty == true)
    }
}
