extension Vurdering {
    /// What a case is about, by national identifiers.
    func steder(_ members: Arkivmelding.Saksmappe) -> [NasjonalIdentifikator] {
        let properties = members.matrikkelnummer.enumerated().map { matrikkelnummer($1, "/mappe/matrikkelnummer/\($0)") }
        let buildings = members.byggident.map { ident in
            var building = Byggident(bygningsnummer: ident.bygningsnummer)
            building.endringsloepenummer = ident.endringsloepenummer
            return NasjonalIdentifikator.byggident(building)
        }
        let plans = members.planident.enumerated().map { planident($1, "/mappe/planident/\($0)") }
        let places = members.punkt.map { punkt in
            let system = arkiv.kodeverdi(punkt.koordinatsystem.kode, i: .koordinatsystem)?.somKode
            let fallback = Kode(kode: punkt.koordinatsystem.kode, kodenavn: punkt.koordinatsystem.beskrivelse ?? punkt.koordinatsystem.kode)
            var place = Posisjon(koordinatsystem: system ?? fallback, x: punkt.x, y: punkt.y)
            place.z = punkt.z
            return NasjonalIdentifikator.posisjon(place)
        }
        return properties + buildings + plans + places
    }

    private func matrikkelnummer(_ number: Arkivmelding.Matrikkelnummer, _ pointer: String) -> NasjonalIdentifikator {
        checkKommunenummer(number.kommunenummer, "\(pointer)/kommunenummer")
        let parts = [
            ("gardsnummer", number.gardsnummer, 1), ("bruksnummer", number.bruksnummer, 0), ("festenummer", number.festenummer ?? 0, 0),
            ("seksjonsnummer", number.seksjonsnummer ?? 0, 0),
        ]
        for (member, value, least) in parts where value < least {
            faults.add("\(pointer)/\(member)", .invalidValue, "«\(value)» is no \(member)")
        }
        var result = Matrikkelnummer(gaardsnummer: number.gardsnummer, bruksnummer: number.bruksnummer)
        result.kommunenummer = number.kommunenummer
        (result.festenummer, result.seksjonsnummer) = (number.festenummer, number.seksjonsnummer)
        return .matrikkelnummer(result)
    }

    private func planident(_ plan: Arkivmelding.Planident, _ pointer: String) -> NasjonalIdentifikator {
        krev(plan.planidentifikasjon, "\(pointer)/planidentifikasjon")
        let authorities: [Planident.Myndighet] =
            [plan.kommunenummer.map { .kommune($0) }, plan.fylkesnummer.map { .fylke($0) }, plan.landkode.map { .land($0.kode) }]
            .compactMap { $0 }
        if authorities.count > 1 {
            faults.add(pointer, .bothGiven, "A plan is one authority's: kommunenummer, fylkesnummer or landkode")
        }
        return .planident(Planident(planidentifikasjon: plan.planidentifikasjon, myndighet: authorities.first))
    }

    private func checkKommunenummer(_ number: String, _ pointer: String) {
        if number.utf8.count != 4 || !number.utf8.allSatisfy({ (48...57).contains($0) }) {
            faults.add(pointer, .invalidValue, "«\(number)» is no kommunenummer (four digits)")
        }
    }
}
