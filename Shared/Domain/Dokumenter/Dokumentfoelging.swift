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
        var (objects, files): ([any DomainEvent], [any DomainEvent]) = ([], [])
        for fact in registeret.compactMap({ RegistryFact($0) }) {
            switch fact {
            case .nyRegistrering(let made):
                let felles = made.registrering
                if felles.dokumentbeskrivelse.isEmpty { continue }
                objects.append(
                    DokumenterFulgt(
                        registrering: felles.systemID, mappe: felles.referanseMappe, dokumentbeskrivelse: felles.dokumentbeskrivelse))
            case .filerOppgitt(let given):
                if given.dokumentobjekt.isEmpty { continue }
                files.append(
                    FilerVentet(
                        avsender: given.avsender, melding: given.melding, dokumentobjekt: given.dokumentobjekt, traceparent: traceparent))
            // What protects them is taken in by itself (`TilgangFulgt`).
            case .kommuneOpprettet, .arkivdelOpprettet, .klasseOpprettet, .nyMappe, .mappeFlyttet, .mappeOmklassifisert, .kassasjonEndret,
                .skjermingEndret, .saksstatusEndret, .saksmappeGjenaapnet, .journalstatusEndret, .journalpostAvskrevet,
                .avskrivningOpphevet, .tilgangGjengitt, .publiseringsregelEndret, .intern:
                break
            }
        }
        return TilgangFulgt.events(av: registeret) + objects + files
    }
}
