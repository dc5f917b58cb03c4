import Domain
import Testing

/// What comes of the decision that applies (krav 6.1.4–6.1.8, 6.1.20).
@Suite struct KassasjonsdatoTests {
    struct Tilfelle: CustomTestStringConvertible {
        let navn: String
        let kassasjon: Kassasjon
        var lukket: Tidspunkt? = Kassasjonsproeve.lukket
        var erPresedens = false
        let tilstand: Kassasjonstilstand
        var dato: String?
        var testDescription: String { navn }
    }

    static let tilfeller: [Tilfelle] = [
        Tilfelle(
            navn: "6.1.6: closing date and bevaringstid", kassasjon: Kassasjonsproeve.kassasjon("K", 10), tilstand: .datert,
            dato: "2031-06-15"),
        Tilfelle(
            navn: "no years: the day it was closed", kassasjon: Kassasjonsproeve.kassasjon("K", 0), tilstand: .datert, dato: "2021-06-15"),
        Tilfelle(
            navn: "the day is the one in Norway, not UTC's", kassasjon: Kassasjonsproeve.kassasjon("K", 5), lukket: Kassasjonsproeve.natten,
            tilstand: .datert, dato: "2025-03-01"),
        Tilfelle(
            navn: "a leap day's years end on 28 February", kassasjon: Kassasjonsproeve.kassasjon("K", 1),
            lukket: Tidspunkt(milliseconds: 1_582_970_400_000), tilstand: .datert, dato: "2021-02-28"),
        Tilfelle(
            navn: "«Vurderes senere» has a date to look again", kassasjon: Kassasjonsproeve.kassasjon("G", 30), tilstand: .datert,
            dato: "2051-06-15"),
        Tilfelle(
            navn: "a value of the municipality's own has a date too", kassasjon: Kassasjonsproeve.kassasjon("Q", 5), tilstand: .datert,
            dato: "2026-06-15"),
        Tilfelle(
            navn: "«Bevares» never has a date", kassasjon: Kassasjonsproeve.kassasjon("B", 10, dato: "2030-01-01"), tilstand: .bevares),
        Tilfelle(
            navn: "6.1.8: a date typed in needs no years", kassasjon: Kassasjonsproeve.kassasjon("K", dato: "2040-01-02"),
            tilstand: .datert,
            dato: "2040-01-02"),
        Tilfelle(
            navn: "6.1.8: and goes before years", kassasjon: Kassasjonsproeve.kassasjon("K", 5, dato: "2040-01-02"), tilstand: .datert,
            dato: "2040-01-02"),
        Tilfelle(navn: "neither years nor date", kassasjon: Kassasjonsproeve.kassasjon("K"), tilstand: .utenBevaringstid),
        Tilfelle(navn: "an open mappe has no date", kassasjon: Kassasjonsproeve.kassasjon("K", 5), lukket: nil, tilstand: .aapen),
        Tilfelle(
            navn: "nor one typed in", kassasjon: Kassasjonsproeve.kassasjon("K", dato: "2040-01-02"), lukket: nil, tilstand: .aapen),
        Tilfelle(
            navn: "6.1.20: a precedent is not disposed of", kassasjon: Kassasjonsproeve.kassasjon("K", 5), erPresedens: true,
            tilstand: .presedens),
        Tilfelle(
            navn: "6.1.20: but may be looked at again", kassasjon: Kassasjonsproeve.kassasjon("G", 5), erPresedens: true, tilstand: .datert,
            dato: "2026-06-15"),
        Tilfelle(
            navn: "beyond the calendar there is no date", kassasjon: Kassasjonsproeve.kassasjon("K", 9_000), tilstand: .utenforKalenderen),
        Tilfelle(
            navn: "however many years are written", kassasjon: Kassasjonsproeve.kassasjon("K", .max), tilstand: .utenforKalenderen),
    ]

    @Test(arguments: tilfeller)
    func `the decision and the closing date give the outcome`(tilfelle: Tilfelle) throws {
        var proeve = Kassasjonsproeve()
        proeve.arkivdel(1)
        proeve.klasse(2, tilfelle.kassasjon)
        let mappe = proeve.mappe(3, arkivdel: 1, klasse: 2, lukket: tilfelle.lukket)
        let vurdering = try Kassasjonskandidater(mappe: mappe, proeve)
            .vurder(startdato: mappe.startdato, erMappe: true, erPresedens: tilfelle.erPresedens)
        #expect(vurdering.utfall.tilstand == tilfelle.tilstand)
        #expect(vurdering.utfall.kassasjonsdato?.description == tilfelle.dato)
        #expect(vurdering.utfall.kassasjonsvedtak == tilfelle.kassasjon.kassasjonsvedtak)
        #expect(vurdering.utfall.kilde == .klasse(Kassasjonsproeve.id(2)))
        #expect(vurdering.utfall.startdato == mappe.startdato)
        #expect(vurdering.kjede.first?.vedtak.vedtattAv == "arkivar")
    }
}
