import Domain
import Testing

/// Classes or mapper that lie in each other: told, never an endless walk.
@Suite struct KassasjonssloeyfeTests {

    @Test func `classes in a ring decide nothing, and the ring is named`() throws {
        var proeve = Kassasjonsproeve()
        proeve.arkivdel(1)
        proeve.klasse(2, under: 4)
        proeve.klasse(3, under: 2, Kassasjonsproeve.kassasjon("K", 5))
        proeve.klasse(4, under: 3)
        let mappe = proeve.mappe(5, arkivdel: 1, klasse: 2)
        let vurdering = try Kassasjonskandidater(mappe: mappe, proeve).vurder(startdato: mappe.startdato, erMappe: true, erPresedens: false)
        #expect(vurdering.utfall.tilstand == .sloeyfe)
        #expect(vurdering.utfall.kassasjonsdato == nil)
        #expect(vurdering.sloeyfe == [2, 3, 4].map(Kassasjonsproeve.id))
    }

    @Test func `a class that lies in itself is a ring`() throws {
        var proeve = Kassasjonsproeve()
        proeve.arkivdel(1)
        proeve.klasse(2, under: 2)
        let mappe = proeve.mappe(5, arkivdel: 1, klasse: 2)
        let vurdering = try Kassasjonskandidater(mappe: mappe, proeve).vurder(startdato: mappe.startdato, erMappe: true, erPresedens: false)
        #expect(vurdering.utfall.tilstand == .sloeyfe)
    }

    @Test func `what stands closer than the ring applies all the same`() throws {
        var proeve = Kassasjonsproeve()
        proeve.arkivdel(1, Kassasjonsproeve.kassasjon("K", 7))
        proeve.klasse(2, under: 3)
        proeve.klasse(3, under: 2)
        let mappe = proeve.mappe(5, arkivdel: 1, klasse: 2)
        let vurdering = try Kassasjonskandidater(mappe: mappe, proeve).vurder(startdato: mappe.startdato, erMappe: true, erPresedens: false)
        #expect(vurdering.utfall.bevaringstid == 7)
        #expect(vurdering.sloeyfe != nil, "the ring is told of")
    }

    @Test func `mapper in a ring: only what stands on the object itself is sure`() throws {
        var proeve = Kassasjonsproeve()
        proeve.arkivdel(1, Kassasjonsproeve.kassasjon("K", 7))
        let inner = proeve.mappe(5, arkivdel: 1, i: 6)
        proeve.mappe(6, arkivdel: 1, i: 5)
        let ovenfra = try Kassasjonskandidater(mappe: inner, proeve)
        #expect(ovenfra.vurder(startdato: inner.startdato, erMappe: true, erPresedens: false).utfall.tilstand == .sloeyfe)
        let own = ovenfra.med(.dokumentbeskrivelse(Kassasjonsproeve.id(9)), Kassasjonsproeve.vedtak(Kassasjonsproeve.kassasjon("K", 3)))
            .vurder(startdato: inner.startdato, erMappe: false, erPresedens: false)
        #expect(own.utfall.bevaringstid == 3)
    }

    @Test func `a chain deeper than any real one ends too`() throws {
        var proeve = Kassasjonsproeve()
        proeve.arkivdel(1)
        for number in 10..<1_000 { proeve.klasse(number, under: number + 1) }
        let mappe = proeve.mappe(5, arkivdel: 1, klasse: 10)
        let vurdering = try Kassasjonskandidater(mappe: mappe, proeve).vurder(startdato: mappe.startdato, erMappe: true, erPresedens: false)
        #expect(vurdering.utfall.tilstand == .sloeyfe)
        #expect(vurdering.sloeyfe?.count == Kassasjonskandidater.limitDepth + 1)
    }
}
