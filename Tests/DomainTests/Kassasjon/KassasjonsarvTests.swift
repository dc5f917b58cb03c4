import Domain
import Testing

/// Which decision reaches an object, level by level (krav 6.1.1–6.1.3, 6.1.9–6.1.11, M208). Each decision's years name the level it stands on.
@Suite struct KassasjonsarvTests {
    /// The levels of a document in a mappe in a mappe, strongest first.
    enum Nivaa: Int, CaseIterable {
        case dokument = 1, registrering, unntaksarkivdel, mappe, ytreMappe, arkivdel, klasse, overklasse
    }

    struct Tilfelle: CustomTestStringConvertible {
        let navn: String
        /// The levels that have a decision, and how far it is inherited.
        let vedtak: [Nivaa: Kassasjonsarv?]
        /// Whose decision applies to the mappe; nil: none.
        let mappe: Nivaa?
        /// Whose applies to the document.
        let dokument: Nivaa?
        var testDescription: String { navn }
    }

    static let tilfeller: [Tilfelle] = [
        Tilfelle(navn: "no decision anywhere", vedtak: [:], mappe: nil, dokument: nil),
        Tilfelle(
            navn: "6.1.1: a class's goes to mappe, registrering and document", vedtak: [.klasse: nil], mappe: .klasse, dokument: .klasse),
        Tilfelle(
            navn: "6.1.1: that of the class above, where the class has none", vedtak: [.overklasse: nil], mappe: .overklasse,
            dokument: .overklasse),
        Tilfelle(
            navn: "6.1.11: a class's overrides that of the class above", vedtak: [.klasse: nil, .overklasse: nil], mappe: .klasse,
            dokument: .klasse),
        Tilfelle(navn: "6.1.2: an arkivdel's goes all the way down", vedtak: [.arkivdel: nil], mappe: .arkivdel, dokument: .arkivdel),
        Tilfelle(
            navn: "6.1.3: an arkivdel's overrides the classes'", vedtak: [.arkivdel: nil, .klasse: nil, .overklasse: nil], mappe: .arkivdel,
            dokument: .arkivdel),
        Tilfelle(
            navn: "6.1.11: a mappe's own overrides arkivdel and class", vedtak: [.mappe: nil, .arkivdel: nil, .klasse: nil], mappe: .mappe,
            dokument: .mappe),
        Tilfelle(
            navn: "a mappe in a mappe inherits the outer one's own", vedtak: [.ytreMappe: nil, .arkivdel: nil], mappe: .ytreMappe,
            dokument: .ytreMappe),
        Tilfelle(
            navn: "a mappe's own overrides the outer one's", vedtak: [.mappe: nil, .ytreMappe: nil], mappe: .mappe, dokument: .mappe),
        Tilfelle(
            navn: "6.1.5: a registrering's own is its and its documents' only", vedtak: [.registrering: nil, .klasse: nil], mappe: .klasse,
            dokument: .registrering),
        Tilfelle(
            navn: "6.1.5: a document's own is its only", vedtak: [.dokument: nil, .registrering: nil, .mappe: nil], mappe: .mappe,
            dokument: .dokument),
        Tilfelle(
            navn: "M208: an arkivdel named as an exception comes before the mappe", vedtak: [.unntaksarkivdel: nil, .mappe: nil],
            mappe: .mappe, dokument: .unntaksarkivdel),
        Tilfelle(
            navn: "M208: a registrering's own comes before the exception", vedtak: [.registrering: nil, .unntaksarkivdel: nil], mappe: nil,
            dokument: .registrering),
        Tilfelle(
            navn: "6.1.9: an arkivdel's that is not inherited leaves it to the class", vedtak: [.arkivdel: .ingen, .klasse: nil],
            mappe: .klasse, dokument: .klasse),
        Tilfelle(navn: "6.1.9: a class's that is not inherited gives nothing", vedtak: [.klasse: .ingen], mappe: nil, dokument: nil),
        Tilfelle(
            navn: "6.1.9: nor does it let through what the class above says", vedtak: [.klasse: .ingen, .overklasse: nil], mappe: nil,
            dokument: nil),
        Tilfelle(
            navn: "6.1.9: an exception's that is not inherited leaves it to the mappe", vedtak: [.unntaksarkivdel: .ingen, .mappe: nil],
            mappe: .mappe, dokument: .mappe),
        Tilfelle(
            navn: "6.1.10: inheritance that stops at mappe gives documents nothing", vedtak: [.klasse: .mappe], mappe: .klasse,
            dokument: nil),
        Tilfelle(
            navn: "6.1.10: and nothing it overrides comes to them instead", vedtak: [.arkivdel: .mappe, .klasse: nil], mappe: .arkivdel,
            dokument: nil),
        Tilfelle(
            navn: "6.1.10, 6.1.11: a document's own stands all the same", vedtak: [.dokument: nil, .arkivdel: .mappe], mappe: .arkivdel,
            dokument: .dokument),
    ]

    @Test(arguments: tilfeller)
    func `the strongest decision that is inherited so far applies`(tilfelle: Tilfelle) throws {
        func kassasjon(_ nivaa: Nivaa) -> Kassasjon? {
            guard let arv = tilfelle.vedtak[nivaa] else { return nil }
            return Kassasjonsproeve.kassasjon("K", nivaa.rawValue, arv: arv)
        }
        var proeve = Kassasjonsproeve()
        proeve.klasse(2, kassasjon(.overklasse))
        proeve.klasse(3, under: 2, kassasjon(.klasse))
        proeve.arkivdel(4, kassasjon(.arkivdel))
        proeve.arkivdel(5, kassasjon(.unntaksarkivdel))
        proeve.mappe(6, arkivdel: 4, klasse: 3, kassasjon(.ytreMappe))
        let mappe = proeve.mappe(7, arkivdel: 4, i: 6, kassasjon(.mappe))
        let ovenfra = try Kassasjonskandidater(mappe: mappe, proeve)
        let forMappe = ovenfra.vurder(startdato: mappe.startdato, erMappe: true, erPresedens: false)
        #expect(forMappe.utfall.bevaringstid == tilfelle.mappe?.rawValue)
        let forDokument = ovenfra.med(unntaksarkivdel: proeve.arkivdel(Kassasjonsproeve.id(5)))
            .med(.registrering(Kassasjonsproeve.id(8)), Kassasjonsproeve.vedtak(kassasjon(.registrering)))
            .med(.dokumentbeskrivelse(Kassasjonsproeve.id(9)), Kassasjonsproeve.vedtak(kassasjon(.dokument)))
            .vurder(startdato: mappe.startdato, erMappe: false, erPresedens: false)
        #expect(forDokument.utfall.bevaringstid == tilfelle.dokument?.rawValue)
        // The chain tells of every decision on the way, and of exactly one that it applies.
        #expect(forDokument.kjede.count == tilfelle.vedtak.count)
        #expect(forDokument.kjede.filter { $0.virkning == .gjelder }.count == (tilfelle.dokument == nil ? 0 : 1))
        #expect(forDokument.kjede.map { $0.vedtak.kassasjon.bevaringstid ?? 0 } == tilfelle.vedtak.keys.map(\.rawValue).sorted())
        let without = tilfelle.dokument == nil ? Kassasjonstilstand.ingenVedtak : .datert
        #expect(forDokument.utfall.tilstand == without)
    }
}
