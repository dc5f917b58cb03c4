import Domain

/// One document with everything it lies in, two mapper and two classes deep, as the registry's facts tell of it. A test says what stands on each
/// step: whatever holds for one must hold for all below.
package struct Arkivstige {
    /// A step, from the outside in.
    package enum Trinn: String, CaseIterable, Sendable {
        case arkivdel, overklasse, klasse, overmappe, mappe, registrering, dokument

        /// Everything but the document itself.
        package static let rundtDokumentet = allCases.filter { $0 != .dokument }
    }

    /// What the texts of the steps begin with: nobody who may not see them may find it in an answer.
    package static let hemmelig = "Hemmelig"
    /// The one responsible for the inner mappe, by the identity in their token.
    package static let ansvarlig = Aktoer(navn: "Kari Nordmann", identifikator: "kari")
    /// The document's file.
    package static let objekt = id(90)
    /// When everything was made: 2026-05-04T08:00:00Z.
    package static let opprettetDato = Tidspunkt(milliseconds: 1_777_881_600_000)

    package var skjerming: [Trinn: Skjerming] = [:]
    package var gradering: [Trinn: Gradering] = [:]
    package var offentligTittel: [Trinn: String] = [:]
    package var merknad: [Trinn: Merknad] = [:]
    /// The partner that sent the registrering.
    package var innsendtAv: String?

    package init() {}

    package static func id(_ trinn: Trinn) -> SystemID { id(Trinn.allCases.firstIndex(of: trinn) ?? 99) }
    private static func id(_ number: Int) -> SystemID { SystemID(high: 0x7000_0000_0000_4000, low: 0x8000_0000_0000_0000 | UInt64(number)) }
    private static func kode(_ kode: String) -> Kode { Kode(kode: kode, kodenavn: kode) }
    private static func tittel(_ trinn: Trinn) -> String { "\(hemmelig) \(trinn.rawValue)" }

    /// Screened by that restriction, until a day.
    package static func skjerming(_ kode: String, til dag: Dato? = nil) -> Skjerming {
        var skjerming = Skjerming(tilgangsrestriksjon: self.kode(kode), skjermingshjemmel: "Offl. § 13")
        skjerming.skjermingOpphoererDato = dag
        return skjerming
    }

    /// Graded so.
    package static func gradering(_ kode: String) -> Gradering {
        Gradering(graderingskode: self.kode(kode), graderingsdato: opprettetDato, gradertAv: "arkivar")
    }

    /// What the step is to the registry.
    package static func enhet(_ trinn: Trinn) -> Kassasjonsenhet {
        switch trinn {
        case .arkivdel: .arkivdel(id(trinn))
        case .overklasse, .klasse: .klasse(id(trinn))
        case .overmappe, .mappe: .mappe(id(trinn))
        case .registrering: .registrering(id(trinn))
        case .dokument: .dokumentbeskrivelse(id(trinn))
        }
    }

    /// The facts that make it all, in the order they happen.
    package var opprettet: [any DomainEvent] {
        [
            ArkivdelOpprettet(arkivdel: arkivdel), KlasseOpprettet(klasse: klasse(.overklasse, under: nil)),
            KlasseOpprettet(klasse: klasse(.klasse, under: .overklasse)), MappeOpprettet(mappe: mappe(.overmappe, i: nil)),
            SaksmappeOpprettet(saksmappe: sak), ArkivnotatOpprettet(arkivnotat: Arkivnotat(registrering: registrering)),
        ]
    }

    /// Another screening is set on a step afterwards; nil removes it.
    package func endret(_ trinn: Trinn, til skjerming: Skjerming?, offentligTittel: String? = nil) -> SkjermingEndret {
        var senere = self
        senere.skjerming[trinn] = skjerming
        if let offentligTittel { senere.offentligTittel[trinn] = offentligTittel }
        return SkjermingEndret(
            arkivenhet: Self.enhet(trinn), registrering: trinn == .dokument ? Self.id(.registrering) : nil, skjerming: skjerming,
            forrige: self.skjerming[trinn], offentligTittel: senere.offentligTittel[trinn], tilgang: senere.egenTilgang(trinn),
            endretDato: Self.opprettetDato, endretAv: "arkivar", begrunnelse: "Vurdert på nytt")
    }

    private func egenTilgang(_ trinn: Trinn) -> Tilgang {
        switch trinn {
        case .arkivdel: arkivdel.egenTilgang
        case .overklasse, .klasse: klasse(trinn, under: nil).egenTilgang
        case .overmappe: Mappevariant.mappe(mappe(trinn, i: nil)).egenTilgang
        case .mappe: Mappevariant.saksmappe(sak).egenTilgang
        case .registrering: Registreringsvariant.arkivnotat(Arkivnotat(registrering: registrering)).egenTilgang
        case .dokument: dokument.egenTilgang(sendtAv: innsendtAv)
        }
    }

    private var arkivdel: Arkivdel {
        var arkivdel = Arkivdel(
            systemID: Self.id(.arkivdel), referanseArkiv: Self.id(80), tittel: Self.tittel(.arkivdel), arkivdelstatus: Self.kode("A"),
            opprettetDato: Self.opprettetDato, opprettetAv: "arkivar")
        (arkivdel.skjerming, arkivdel.gradering) = (skjerming[.arkivdel], gradering[.arkivdel])
        return arkivdel
    }

    private func klasse(_ trinn: Trinn, under overordnet: Trinn?) -> Klasse {
        var klasse = Klasse(
            systemID: Self.id(trinn), referanseKlassifikasjonssystem: Self.id(81), klasseID: "\(Self.hemmelig)-\(trinn.rawValue)",
            tittel: Self.tittel(trinn), opprettetDato: Self.opprettetDato, opprettetAv: "arkivar")
        klasse.referanseOverordnetKlasse = overordnet.map { Self.id($0) }
        (klasse.skjerming, klasse.gradering) = (skjerming[trinn], gradering[trinn])
        return klasse
    }

    private func mappe(_ trinn: Trinn, i forelder: Trinn?) -> Mappe {
        var mappe = Mappe(
            systemID: Self.id(trinn), mappeID: "2026/\(trinn == .mappe ? 2 : 1)", tittel: Self.tittel(trinn),
            opprettetDato: Self.opprettetDato, opprettetAv: "arkivar", referanseArkivdel: Self.id(.arkivdel))
        (mappe.referanseForeldermappe, mappe.offentligTittel) = (forelder.map { Self.id($0) }, offentligTittel[trinn])
        mappe.referanseKlasse = trinn == .mappe ? Self.id(.klasse) : nil
        (mappe.skjerming, mappe.gradering, mappe.merknad) = (skjerming[trinn], gradering[trinn], [merknad[trinn]].compactMap(\.self))
        return mappe
    }

    private var sak: Saksmappe {
        Saksmappe(
            mappe: mappe(.mappe, i: .overmappe), saksaar: 2026, sakssekvensnummer: 2, saksdato: Self.opprettetDato.dato,
            administrativEnhet: Aktoer(navn: "Byggesak"), saksansvarlig: Self.ansvarlig, saksstatus: Self.kode("B"))
    }

    private var registrering: Registrering {
        var registrering = Registrering(
            systemID: Self.id(.registrering), opprettetDato: Self.opprettetDato, opprettetAv: "arkivar",
            referanseArkivdel: Self.id(.arkivdel), tittel: Self.tittel(.registrering))
        (registrering.referanseMappe, registrering.innsendtAv) = (Self.id(.mappe), innsendtAv)
        registrering.offentligTittel = offentligTittel[.registrering]
        (registrering.skjerming, registrering.gradering) = (skjerming[.registrering], gradering[.registrering])
        registrering.merknad = [merknad[.registrering]].compactMap(\.self)
        registrering.dokumentbeskrivelse = [dokument]
        return registrering
    }

    private var dokument: Dokumentbeskrivelse {
        var dokument = Dokumentbeskrivelse(
            systemID: Self.id(.dokument), dokumentstatus: Self.kode("F"), tittel: Self.tittel(.dokument), opprettetDato: Self.opprettetDato,
            opprettetAv: "arkivar", tilknyttetRegistreringSom: Self.kode("H"), dokumentnummer: 1, tilknyttetDato: Self.opprettetDato,
            tilknyttetAv: "arkivar")
        (dokument.skjerming, dokument.gradering) = (skjerming[.dokument], gradering[.dokument])
        dokument.merknad = [merknad[.dokument]].compactMap(\.self)
        dokument.dokumentobjekt = [
            Dokumentobjekt(
                systemID: Self.objekt, versjonsnummer: 1, variantformat: Self.kode("P"), format: Self.kode("fmt/95"),
                opprettetDato: Self.opprettetDato, opprettetAv: "arkivar", filnavn: "\(Self.hemmelig).pdf",
                referanseDokumentfil: "\(Self.hemmelig).pdf")
        ]
        return dokument
    }
}
