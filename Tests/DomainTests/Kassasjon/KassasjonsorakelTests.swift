import Domain
import DomainTestSupport
import Testing

/// Random archives, judged by the rules and by a naive oracle that reads krav 6.1 another way: from the object outwards, one question at a time.
@Suite struct KassasjonsorakelTests {
    /// The oracle's answer: the years of the decision that applies, or that none does.
    private enum Svar: Equatable {
        case aar(Int)
        case ingen
        /// Nothing here; ask further out.
        case videre
    }

    private struct Arkiv {
        var proeve = Kassasjonsproeve()
        var klasser: [Int: (over: Int?, vedtak: Kassasjon?)] = [:]
        var arkivdeler: [Int: Kassasjon?] = [:]
        var mapper: [Int: (arkivdel: Int, klasse: Int?, over: Int?, vedtak: Kassasjon?)] = [:]

        init(_ froe: inout Froe) {
            var years = 0
            func vedtak(_ froe: inout Froe, arver: Bool) -> Kassasjon? {
                guard froe.en(av: 3) else { return nil }
                years += 1
                let arv: Kassasjonsarv? = arver && froe.en(av: 3) ? froe.velg([.ingen, .mappe]) : nil
                return Kassasjonsproeve.kassasjon("K", years, arv: arv)
            }
            for number in 1...2 {
                arkivdeler[number] = .some(vedtak(&froe, arver: true))
                proeve.arkivdel(number, arkivdeler[number] ?? nil)
            }
            for number in 10...15 {
                let over = number > 10 && !froe.en(av: 3) ? Int.random(in: 10..<number, using: &froe) : nil
                klasser[number] = (over, vedtak(&froe, arver: true))
                proeve.klasse(number, under: over, klasser[number]?.vedtak)
            }
            for number in 20...24 {
                let over = number > 20 && froe.en(av: 2) ? Int.random(in: 20..<number, using: &froe) : nil
                let klasse = froe.en(av: 3) ? nil : Int.random(in: 10...15, using: &froe)
                mapper[number] = (froe.velg([1, 2]), klasse, over, vedtak(&froe, arver: false))
                guard let mappe = mapper[number] else { continue }
                proeve.mappe(number, arkivdel: mappe.arkivdel, klasse: klasse, i: over, mappe.vedtak)
            }
        }

        func fraKlasse(_ number: Int?, erMappe: Bool) -> Svar {
            guard let number, let klasse = klasser[number] else { return .ingen }
            guard let vedtak = klasse.vedtak else { return fraKlasse(klasse.over, erMappe: erMappe) }
            if vedtak.arv == .ingen || (vedtak.arv == .mappe && !erMappe) { return .ingen }
            return .aar(vedtak.bevaringstid ?? 0)
        }

        func fraArkivdel(_ number: Int, erMappe: Bool) -> Svar {
            guard let vedtak = arkivdeler[number] ?? nil, vedtak.arv != .ingen else { return .videre }
            return vedtak.arv == .mappe && !erMappe ? .ingen : .aar(vedtak.bevaringstid ?? 0)
        }

        func paaMappe(_ number: Int?) -> Svar {
            guard let number, let mappe = mapper[number] else { return .videre }
            return mappe.vedtak.map { .aar($0.bevaringstid ?? 0) } ?? paaMappe(mappe.over)
        }

        func klassen(til number: Int?) -> Int? { number.flatMap { mapper[$0] }.flatMap { $0.klasse ?? klassen(til: $0.over) } }

        func orakel(mappe number: Int, erMappe: Bool) -> Svar {
            let own = paaMappe(number)
            if own != .videre { return own }
            let del = fraArkivdel(mapper[number]?.arkivdel ?? 0, erMappe: erMappe)
            return del == .videre ? fraKlasse(klassen(til: number), erMappe: erMappe) : del
        }
    }

    @Test(arguments: Array(UInt64(1)...40))
    func `the rules and the oracle agree on every object`(seed: UInt64) throws {
        var froe = Froe(seed)
        for round in 0..<50 {
            let arkiv = Arkiv(&froe)
            for (number, _) in arkiv.mapper {
                guard let mappe = arkiv.proeve.mapper[Kassasjonsproeve.id(number)] else { continue }
                let ovenfra = try Kassasjonskandidater(mappe: mappe, arkiv.proeve)
                func years(_ kandidater: Kassasjonskandidater, erMappe: Bool) -> Svar {
                    let utfall = kandidater.vurder(startdato: mappe.startdato, erMappe: erMappe, erPresedens: false).utfall
                    if utfall.tilstand == .ingenVedtak { return .ingen }
                    #expect(utfall.kassasjonsdato?.aar == utfall.bevaringstid.map { $0 + 2021 })
                    return .aar(utfall.bevaringstid ?? -1)
                }
                #expect(years(ovenfra, erMappe: true) == arkiv.orakel(mappe: number, erMappe: true), "seed \(seed), round \(round)")
                let below = arkiv.orakel(mappe: number, erMappe: false)
                #expect(years(ovenfra, erMappe: false) == below, "seed \(seed), round \(round)")
                // A registrering that names the other arkivdel, and a decision of its own now and then.
                let other = mappe.arkivdel == Kassasjonsproeve.id(1) ? 2 : 1
                let exception = arkiv.fraArkivdel(other, erMappe: false)
                let unntatt = ovenfra.med(unntaksarkivdel: arkiv.proeve.arkivdel(Kassasjonsproeve.id(other)))
                #expect(years(unntatt, erMappe: false) == (exception == .videre ? below : exception), "seed \(seed), round \(round)")
                let own = Kassasjonsproeve.vedtak(Kassasjonsproeve.kassasjon("K", 77))
                #expect(years(unntatt.med(.registrering(Kassasjonsproeve.id(99)), own), erMappe: false) == .aar(77))
            }
        }
    }
}
