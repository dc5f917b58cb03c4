import Domain
import SQLite
import ShardRuntime

/// What each fact leaves in the store.
enum VarslingProjections {
    static func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        switch event {
        case let event as TilgangFulgt: try Tilgangslager(database).apply(event)
        case let event as OffentligTittelFulgt: try Varslingslager(database).keep(event)
        case let event as HendelseVarslet:
            let lager = Varslingslager(database)
            if let sak = event.sak { try lager.keep(sak) }
            if let post = event.post { try lager.keep(post) }
            // Registered after its date was past, as when an archive is taken over: nobody needs to be reminded of that.
            if event.hendelse.type == .journalpostOpprettet, let post = event.post, let frist = post.aapenFrist,
                frist < event.hendelse.tid.norskDato
            {
                try Fristlager(database).paaminnet(post.systemID, dagerFoer: 0)
            }
            try lager.told(event.hendelse)
            try Hendelseslager(database).insert(event.hendelse)
        case let event as HendelseUtsatt: try Varslingslager(database).keep(event)
        case let event as FristPaaminnet:
            try Fristlager(database).paaminnet(event.journalpost, dagerFoer: event.dagerFoer)
            try Hendelseslager(database).insert(event.hendelse)
        case let event as AbonnementOpprettet: try Abonnementslager(database).insert(event.abonnement)
        case let event as AbonnementEndret:
            try Abonnementslager(database).update(event.abonnement) { ($0.navn, $0.levering) = (event.navn, event.levering) }
        case let event as AbonnementSlettet: try Abonnementslager(database).delete(event.abonnement)
        case let event as AbonnementLest: try Abonnementslager(database).lest(event)
        case let event as HendelserFjernet: try Hendelseslager(database).remove(tilOgMed: event.tilOgMed)
        default: break
        }
    }
}
