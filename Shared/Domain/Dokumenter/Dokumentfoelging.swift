/// What documents takes from a commit of the registry.
public enum Dokumentfoelging {
    /// The registry's events that matter to documents; the rest of a commit is passed over.
    public static let kjente: [any DomainEvent.Type] = [
        MappeOpprettet.self, SaksmappeOpprettet.self, MoetemappeOpprettet.self, RegistreringOpprettet.self, JournalpostOpprettet.self,
        ArkivnotatOpprettet.self, MoeteregistreringOpprettet.self, FilerOppgitt.self,
    ]

    /// What happened for documents: mapper and registreringer with documents, in the commit's order, then the files they wait for.
    ///
    /// - Returns: nothing for a commit that made neither.
    public static func events(av registeret: [any DomainEvent], traceparent: String? = nil) -> [any DomainEvent] {
        let objects = registeret.compactMap { event -> (any DomainEvent)? in
            if let mappe = Self.mappe(event) { return mappe }
            guard let made = Registreringsvariant(opprettetAv: event), !made.registrering.dokumentbeskrivelse.isEmpty else { return nil }
            return DokumenterFulgt(made)
        }
        let files = registeret.compactMap { event -> (any DomainEvent)? in
            guard let given = event as? FilerOppgitt, !given.dokumentobjekt.isEmpty else { return nil }
            return FilerVentet(
                avsender: given.avsender, melding: given.melding, dokumentobjekt: given.dokumentobjekt, traceparent: traceparent)
        }
        return objects + files
    }

    private static func mappe(_ event: any DomainEvent) -> MappeFulgt? {
        switch event {
        case let event as MappeOpprettet: MappeFulgt(event.mappe, deltakere: [])
        case let event as SaksmappeOpprettet: MappeFulgt(event.saksmappe.mappe, deltakere: event.saksmappe.saksansvarlig.aktoernavn)
        case let event as MoetemappeOpprettet: MappeFulgt(event.moetemappe.mappe, deltakere: [])
        default: nil
        }
    }
}

extension MappeFulgt {
    fileprivate init(_ mappe: Mappe, deltakere: [String]) {
        self.init(
            mappe: mappe.systemID, forelder: mappe.referanseForeldermappe, skjerming: mappe.skjerming, erGradert: mappe.gradering != nil,
            deltakere: deltakere)
    }
}

extension DokumenterFulgt {
    fileprivate init(_ variant: Registreringsvariant) {
        let registrering = variant.registrering
        var people = registrering.korrespondansepart.compactMap(\.saksbehandler)
        if case .moeteregistrering(let moete) = variant { people.append(moete.saksbehandler) }
        var names: [String] = []
        for name in people.flatMap(\.aktoernavn) where !names.contains(name) { names.append(name) }
        self.init(
            registrering: registrering.systemID, mappe: registrering.referanseMappe, skjerming: registrering.skjerming,
            erGradert: registrering.gradering != nil, deltakere: names, dokumentbeskrivelse: registrering.dokumentbeskrivelse)
    }
}
