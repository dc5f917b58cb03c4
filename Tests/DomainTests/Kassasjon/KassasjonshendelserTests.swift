import Domain
import Foundation
import Testing

/// Retention's events as they stand in the log for ever.
@Suite struct KassasjonshendelserTests {
    private func again<Event: DomainEvent>(_ event: Event) throws {
        #expect(try JSONDecoder().decode(Event.self, from: JSONEncoder().encode(event)) == event)
    }

    private var hendelser: [any DomainEvent] {
        get throws {
            var proeve = Kassasjonsproeve()
            proeve.arkivdel(1, Kassasjonsproeve.kassasjon("K", 5, arv: .mappe))
            proeve.klasse(2, under: 3, Kassasjonsproeve.kassasjon("G", dato: "2030-01-01"))
            let mappe = proeve.mappe(4, arkivdel: 1, klasse: 2)
            let vurdering = try Kassasjonskandidater(mappe: mappe, proeve).vurder(
                startdato: mappe.startdato, erMappe: true, erPresedens: false)
            var enheter = Kassasjonsenheter()
            enheter.leggTil(.mappe(mappe.systemID))
            enheter.leggTil(.dokumentbeskrivelse(Kassasjonsproeve.id(5)))
            var registrering = Registrering(
                systemID: Kassasjonsproeve.id(6), opprettetDato: Kassasjonsproeve.moment, opprettetAv: "x",
                referanseArkivdel: Kassasjonsproeve.id(1), tittel: "Brev")
            registrering.referanseMappe = mappe.systemID
            let id = Kassasjonsproeve.id(7)
            let part = try #require(Partsnoekkel(.organisasjonsID, "970540008"))
            return [
                KommuneFulgt(kommune: try #require(Organisasjonsnummer("970540008")), navn: "Hamar"),
                TilgangFulgt(endringer: [
                    .nytt(
                        ledd: Tilgangsledd(
                            systemID: id, over: Kassasjonsproeve.id(1), klasse: Kassasjonsproeve.id(2), arkivdel: Kassasjonsproeve.id(3),
                            eget: Tilgang(
                                restriksjoner: [.init("13", opphoererDato: Dato("2030-01-01"))], grader: ["B"], deler: [.tittel],
                                personer: ["kari"], partner: "skole"))),
                    .flyttet(mappe: id, arkivdel: id), .omklassifisert(mappe: id, klasse: id),
                    .vern(objekt: id, registrering: nil, tilgang: Tilgang()),
                ]),
                KassasjonsarkivdelFulgt(arkivdel: try #require(proeve.arkivdel(Kassasjonsproeve.id(1)))),
                KassasjonsklasseFulgt(klasse: try #require(proeve.klasse(Kassasjonsproeve.id(2)))), KassasjonsmappeFulgt(mappe: mappe),
                KassasjonsregistreringFulgt(
                    registrering: Kassasjonsregistrering(.registrering(registrering), mappensArkivdel: Kassasjonsproeve.id(8))),
                KassasjonsvedtakFulgt(enhet: .klasse(id), vedtak: nil),
                MappeavslutningFulgt(mappe: id, avsluttetDato: Kassasjonsproeve.moment), MappeplasseringFulgt(mappe: id, klasse: id),
                KassasjonBeregnet(hode: id, vurdering: vurdering, enheter: enheter),
                KassasjonBortfalt(hode: id, aarsak: .aapen, enheter: enheter),
                OmberegningStartet(omberegning: id, omfang: .klasse(id), posisjon: Omberegningsposisjon(klasse: 1, hode: 2, enhet: 3)),
                OmberegningFortsatt(omberegning: id, posisjon: nil, vurdert: 4, endret: 3),
                KassasjonssloeyfeOppdaget(enheter: [.klasse(id), .mappe(id)]),
                KassasjonssperreSatt(
                    sperre: Kassasjonssperre(
                        systemID: id, gjelder: .part(part), begrunnelse: "x", sattDato: Kassasjonsproeve.moment, sattAv: "y")),
                KassasjonssperreOpphevet(sperre: id, opphevetDato: Kassasjonsproeve.moment, opphevetAv: "y", begrunnelse: "z"),
            ]
        }
    }

    @Test func `each comes back as it was, and none is missing here`() throws {
        for event in try hendelser { try again(event) }
        #expect(Set(try hendelser.map(\.eventType)) == Set(Kassasjonshendelser.all.map { $0.eventType }))
        #expect(Set(Kassasjonshendelser.all.map { $0.eventType }).count == Kassasjonshendelser.all.count)
    }

    @Test func `the registry's two are applied to what they name, and come back as they were`() throws {
        try again(
            KassasjonEndret(
                arkivenhet: .dokumentbeskrivelse(Kassasjonsproeve.id(1)), kassasjon: Kassasjonsproeve.kassasjon("K", 5, arv: .ingen),
                endretDato: Kassasjonsproeve.moment, endretAv: "x", begrunnelse: "y"))
        try again(
            MappeOmklassifisert(
                mappe: Kassasjonsproeve.id(1), klasse: Kassasjonsproeve.id(2), forrige: nil, endretDato: Kassasjonsproeve.moment,
                endretAv: "x"))
        let wrong = #"{"klasse":"00000000-0000-0007-0000-000000000001","mappe":"00000000-0000-0007-0000-000000000001"}"#
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Kassasjonsenhet.self, from: Data(wrong.utf8)) }
    }
}
