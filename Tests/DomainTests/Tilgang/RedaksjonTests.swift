import Domain
import DomainTestSupport
import Foundation
import Testing

/// What is left of an object for those who may not see it whole.
@Suite struct RedaksjonTests {
    private let hemmelig = "HEMMELIG"

    /// A letter with a secret word in every text that a sender writes.
    private func brev(_ change: (inout Arkivmelding.Registrering) -> Void = { _ in }) throws -> Registreringsvariant {
        var arkiv = Arkivproeve()
        try arkiv.send(Meldinger.sak())
        var melding = Meldinger.brev(i: ReferanseTilMappe(mappeID: "2026/1"))
        if var registrering = melding.registrering {
            registrering.tittel = hemmelig
            registrering.offentligTittel = "Offentlig"
            (registrering.beskrivelse, registrering.noekkelord, registrering.forfatter) = (hemmelig, [hemmelig], [hemmelig])
            registrering.korrespondansepart[0].korrespondansepartNavn = hemmelig
            registrering.korrespondansepart[0].epostadresse = "HEMMELIG@example.com"
            registrering.korrespondansepart[0].telefonnummer = [hemmelig]
            registrering.korrespondansepart[0].postadresse = [hemmelig]
            registrering.part = [Arkivmelding.Part(partNavn: hemmelig)]
            registrering.merknad = [Arkivmelding.Merknad(merknadstekst: hemmelig)]
            registrering.opprettetAv = hemmelig
            for index in registrering.dokumentbeskrivelse.indices {
                registrering.dokumentbeskrivelse[index].tittel = hemmelig
                registrering.dokumentbeskrivelse[index].beskrivelse = hemmelig
                for number in registrering.dokumentbeskrivelse[index].dokumentobjekt.indices {
                    registrering.dokumentbeskrivelse[index].dokumentobjekt[number].filnavn = hemmelig
                }
            }
            change(&registrering)
            melding.registrering = registrering
        }
        try arkiv.send(melding)
        let id = try #require(arkiv.tilstand.registrering(registreringsID: "2026/1-1"))
        return try #require(arkiv.tilstand.registreringsvariant(id))
    }

    private func text(_ variant: Registreringsvariant?) throws -> String {
        let bytes =
            switch try #require(variant) {
            case .journalpost(let post): try JSONEncoder().encode(post)
            case .registrering(let one): try JSONEncoder().encode(one)
            case .arkivnotat(let one): try JSONEncoder().encode(one)
            case .moeteregistrering(let one): try JSONEncoder().encode(one)
            }
        // The encoder escapes slashes.
        return String(decoding: bytes, as: UTF8.self).replacing("\\/", with: "/")
    }

    @Test func `of a screened letter no text is left but the title for the public`() throws {
        let variant = try brev()
        let shown = try text(variant.vist(.skjermet, medKontaktopplysninger: true) { _ in .skjermet })
        #expect(!shown.contains(hemmelig))
        #expect(shown.contains("Offentlig"))
        #expect(try text(variant).contains(hemmelig))
    }

    @Test func `of a graded letter not even that is left`() throws {
        let shown = try text(try brev().vist(.bareAtDetFinnes, medKontaktopplysninger: true) { _ in .bareAtDetFinnes })
        #expect(!shown.contains(hemmelig))
        #expect(!shown.contains("Offentlig"))
        #expect(shown.contains("2026/1-1"))
    }

    @Test func `who may not know of it is shown nothing`() throws {
        #expect(try brev().vist(.ingenting, medKontaktopplysninger: true) { _ in .hel } == nil)
    }

    @Test func `who sees it whole and opens it sees what is stored`() throws {
        let variant = try brev()
        #expect(variant.vist(.hel, medKontaktopplysninger: true) { _ in .hel } == variant)
    }

    @Test func `in a list nobody sees how a party is reached, and everybody who sees the letter sees who it is`() throws {
        let shown = try #require(try brev().vist(.hel, medKontaktopplysninger: false) { _ in .hel }).registrering
        let part = try #require(shown.korrespondansepart.first)
        #expect(part.korrespondansepartNavn == hemmelig)
        #expect(part.epostadresse == nil)
        #expect(part.telefonnummer == [])
        #expect(part.postadresse == [])
        #expect(part.identitet == nil)
    }

    @Test func `a title hidden by itself hides the titles of the documents too`() throws {
        let deler: Visning = .utenDeler([.tittel])
        let shown = try #require(try brev().vist(deler, medKontaktopplysninger: true) { _ in deler }).registrering
        #expect(shown.tittel == "Offentlig")
        #expect(shown.beskrivelse == nil && shown.merknad.isEmpty)
        #expect(shown.dokumentbeskrivelse.allSatisfy { $0.tittel == "*****" })
        #expect(shown.dokumentbeskrivelse.flatMap(\.dokumentobjekt).allSatisfy { $0.filnavn == "*****" })
        #expect(shown.korrespondansepart.first?.korrespondansepartNavn == hemmelig)
    }

    @Test func `a party and a remark marked as screened are hidden alone`() throws {
        let variant = try brev {
            $0.korrespondansepart[0].erSkjermet = true
            $0.merknad[0].erSkjermet = true
            $0.tittel = "Åpen"
        }
        let deler: Visning = .utenDeler([.parter, .merknader])
        let shown = try #require(variant.vist(deler, medKontaktopplysninger: true) { _ in deler }).registrering
        #expect(shown.korrespondansepart.first?.korrespondansepartNavn == "*****")
        #expect(shown.merknad.isEmpty)
        #expect(shown.tittel == "Åpen")
        // A file's name may say whom it is from.
        #expect(shown.dokumentbeskrivelse.flatMap(\.dokumentobjekt).allSatisfy { $0.filnavn == "*****" })
    }

    @Test func `of who wrote a letter off no address is shown to those who do not open it`() throws {
        guard case .journalpost(var post) = try brev() else { return }
        var who = Aktoer(navn: "Kari Nordmann")
        who.epostadresse = "kari@example.com"
        post.avskrivning = [
            Avskrivning(
                systemID: post.registrering.systemID, avskrivningsdato: Dato(daysSinceEpoch: 20_000), avskrevetAv: who,
                avskrivningsmaate: Kode(kode: "TE", kodenavn: "Tatt til etterretning"))
        ]
        for isOpened in [false, true] {
            let shown = try text(Registreringsvariant.journalpost(post).vist(.hel, medKontaktopplysninger: isOpened) { _ in .hel })
            #expect(shown.contains("Kari Nordmann") && shown.contains("kari@example.com") == isOpened)
        }
    }

    @Test func `what may name a screened party is hidden with it, and free metadata is shown to who opens the letter alone`() throws {
        let variant = try brev {
            $0.virksomhetsspesifikkeMetadata = .objekt(["elev": .tekst("FRI")])
            $0.forfatter = ["OMTALT"]
        }
        let utenParter = try text(variant.vist(.utenDeler([.parter]), medKontaktopplysninger: true) { _ in .hel })
        #expect(!utenParter.contains("OMTALT") && !utenParter.contains("FRI"))
        let iListe = try text(variant.vist(.hel, medKontaktopplysninger: false) { _ in .hel })
        #expect(iListe.contains("OMTALT") && !iListe.contains("FRI"))
        let aapnet = try text(variant.vist(.hel, medKontaktopplysninger: true) { _ in .hel })
        #expect(aapnet.contains("OMTALT") && aapnet.contains("FRI"))
    }

    @Test func `a document hidden by itself is hidden in an open letter`() throws {
        let variant = try brev()
        let first = try #require(variant.registrering.dokumentbeskrivelse.first?.systemID)
        let shown = try #require(variant.vist(.hel, medKontaktopplysninger: true) { $0.systemID == first ? .skjermet : .hel }).registrering
        #expect(shown.dokumentbeskrivelse.map { $0.tittel == "*****" } == [true, false])
    }

    @Test func `in a list nobody sees how to reach who took part in a meeting`() throws {
        var who = Aktoer(navn: "Kari Nordmann")
        who.epostadresse = "kari@example.com"
        let id = try brev().registrering.systemID
        var deltaker = Moetedeltaker(moetedeltakerNavn: who)
        deltaker.representerer = who
        var moete = Moetemappe(
            mappe: Mappe(
                systemID: id, mappeID: "2026/2", tittel: "Møte", opprettetDato: Tidspunkt(milliseconds: 0), opprettetAv: "x",
                referanseArkivdel: id),
            moetenummer: "1", utvalg: who, moetedato: Dato(daysSinceEpoch: 20_000))
        moete.moetedeltaker = [deltaker]
        let listed = try #require(Mappevariant.moetemappe(moete).vist(.hel, medKontaktopplysninger: false))
        guard case .moetemappe(let shown) = listed else {
            Issue.record("\(listed)")
            return
        }
        let people = shown.moetedeltaker.map(\.moetedeltakerNavn) + shown.moetedeltaker.compactMap(\.representerer) + [shown.utvalg]
        #expect(people.map(\.navn) == Array(repeating: "Kari Nordmann", count: 3) && people.allSatisfy { $0.epostadresse == nil })
        #expect(Mappevariant.moetemappe(moete).vist(.hel, medKontaktopplysninger: true) == .moetemappe(moete))
    }

    @Test func `what an object's own values say is shown whole to who sees the object in a list`() throws {
        let variant = try brev {
            $0.offentligTittel = nil
            guard case .journalpost(var post) = $0.slag else { return }
            var flyt = Arkivmelding.Dokumentflyt(
                flytTil: "TIL", flytFra: "FRA", flytMottattDato: Tidspunkt(milliseconds: 0), flytSendtDato: Tidspunkt(milliseconds: 0),
                flytStatus: Arkivmelding.Kode(kode: "G"))
            flyt.flytMerknad = "UNDERVEIS"
            var presedens = Arkivmelding.Presedens(
                presedensDato: Dato(daysSinceEpoch: 20_000), opprettetDato: Tidspunkt(milliseconds: 0), opprettetAv: "x", tittel: "DOMMEN",
                rettskildefaktor: "Dom")
            presedens.beskrivelse = "HVORFOR"
            (post.dokumentflyt, post.presedens) = ([flyt], [presedens])
            $0.slag = .journalpost(post)
        }
        let listed = try #require(variant.vist(.hel, medKontaktopplysninger: false) { _ in .hel })
        guard case .journalpost(let shown) = listed, case .journalpost(let stored) = variant else { return }
        #expect(!stored.dokumentflyt.isEmpty && shown.dokumentflyt == stored.dokumentflyt && shown.presedens == stored.presedens)
        #expect(!stored.registrering.merknad.isEmpty && shown.registrering.merknad == stored.registrering.merknad)
        #expect(
            shown.registrering.dokumentbeskrivelse.flatMap(\.dokumentobjekt)
                == stored.registrering.dokumentbeskrivelse.flatMap(\.dokumentobjekt))
    }
}
