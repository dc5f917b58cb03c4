/// An event of the registry: it answers for what it does to the state that decisions look at, and for what those who follow the registry make of it.
public protocol RegistryEvent: AnsweringEvent {
    /// The event as followers look at it.
    var fact: RegistryFact { get }

    /// Leaves the fact's marks. Never fails: a fact has happened.
    func apply(to lager: inout some Arkivlager)
}

/// The catalogue of the registry's events; codecs, projections and documentation are made from it.
///
/// - Warning: Their names are the storage format. Add types; never rename or remove one.
public enum RegistryEvents {
    /// Every type.
    public static let all: [any RegistryEvent.Type] = [
        // Setting up
        KommuneOpprettet.self, AdministrativEnhetOpprettet.self, KodelisteOpprettet.self, KodeverdiLagtTil.self, KodeverdiUtdatert.self,
        RegelOpprettet.self,
        // Structure
        ArkivOpprettet.self, ArkivdelOpprettet.self, ArkivdelstatusEndret.self, KlassifikasjonssystemOpprettet.self, KlasseOpprettet.self,
        KlasseAvsluttet.self, MappeOpprettet.self, MappeFlyttetTilArkivdel.self, MappeOmklassifisert.self, KassasjonEndret.self,
        SkjermingEndret.self,
        RegistreringOpprettet.self, MerknadOpprettet.self,
        // Cases
        SaksmappeOpprettet.self, SaksstatusEndret.self, SaksmappeGjenaapnet.self, JournalpostOpprettet.self, ArkivnotatOpprettet.self,
        JournalstatusEndret.self, JournalpostAvskrevet.self, AvskrivningOpphevet.self,
        // Meetings
        MoetemappeOpprettet.self, MoeteregistreringOpprettet.self,
        // What the public is told
        PubliseringsregelEndret.self, JournalpostOffentliggjort.self, JournalpostTrukketTilbake.self,
        // What followers are told again
        TilgangGjengitt.self,
        // Files
        FilerOppgitt.self, DokumentobjektFullfoert.self, DokumentobjektUtenFil.self, DokumentobjektKonvertert.self,
    ]
}
