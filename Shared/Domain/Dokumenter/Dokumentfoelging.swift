/// What documents takes from a commit of the registry.
public enum Dokumentfoelging {
    /// The registry's events that matter to documents; the rest of a commit is passed over.
    public static let kjente: [any DomainEvent.Type] = [
        ArkivdelOpprettet.self, KlasseOpprettet.self, MappeOpprettet.self, SaksmappeOpprettet.self, MoetemappeOpprettet.self,
        MappeFlyttetTilArkivdel.self, MappeOmklassifisert.self, SkjermingEndret.self, TilgangGjengitt.self,
        RegistreringOpprettet.self, JournalpostOpprettet.self, ArkivnotatOpprettet.self, MoeteregistreringOpprettet.self, FilerOppgitt.self,
    ]

    /// What happened for documents: what protects them, then registreringer with documents, in the commit's order, then the files they wait for.
    ///
    /// - Returns: nothing for a commit that made neither.
    public static func events(av registeret: [any DomainEvent], traceparent: String? = nil) -> [any DomainEvent] {
        let objects = registeret.compactMap { event -> (any DomainEvent)? in
            guard let made = Registreringsvariant(opprettetAv: event), !made.registrering.dokumentbeskrivelse.isEmpty else { return nil }
            return DokumenterFulgt(
                registrering: made.registrering.systemID, mappe: made.registrering.referanseMappe,
                dokumentbeskrivelse: made.registrering.dokumentbeskrivelse)
        }
        let files = registeret.compactMap { event -> (any DomainEvent)? in
            guard let given = event as? FilerOppgitt, !given.dokumentobjekt.isEmpty else { return nil }
            return FilerVentet(
                avsender: given.avsender, melding: given.melding, dokumentobjekt: given.dokumentobjekt, traceparent: traceparent)
        }
        return TilgangFulgt.events(av: registeret) + objects + files
    }
}
