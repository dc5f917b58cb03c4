import Domain
import SQLite
import ShardRuntime

/// What each fact leaves in the tables of delivery.
enum LeveringProjections {
    static func apply(_ event: any DomainEvent, of commit: AppliedCommit, to database: Database) throws {
        let lager = Leveringslager(database)
        switch event {
        case let event as AbonnementOpprettet:
            try lager.opprett(event.abonnement, gittMed: event.gittMed)
            try adresse(event.abonnement.levering, of: event.abonnement.systemID, lager)
            if let noekkel = event.noekkel { try lager.leggTil(noekkel, for: event.abonnement.systemID, eldreGjelderTil: nil) }
        case let event as AbonnementEndret:
            try lager.nyttMaal(event.abonnement, at: commit.time)
            if let gittMed = event.gittMed { try lager.sett(gittMed: gittMed, for: event.abonnement) }
            try adresse(event.levering, of: event.abonnement, lager)
        case let event as AbonnementSlettet: try lager.slett(event.abonnement)
        case let event as HendelseVarslet: try leggIKoe(event.hendelse, lager, commit)
        case let event as FristPaaminnet: try leggIKoe(event.hendelse, lager, commit)
        case let event as HendelserFjernet: try lager.fjern(tilOgMed: event.tilOgMed)
        case let event as LeveringsnoekkelOpprettet:
            try lager.leggTil(event.noekkel, for: event.abonnement, eldreGjelderTil: event.eldreGjelderTil)
        case let event as LeveringerForsoekt: try forsoekt(event, lager, commit)
        case let event as SammendragForsoekt: try forsoekt(event, lager, commit)
        case let event as LeveringDeaktivert:
            try lager.sett(
                .init(grunn: event.grunn, dato: commit.time, feilerSiden: event.feilerSiden, sisteFeil: event.sisteFeil),
                for: event.abonnement)
        case let event as LeveringAktivert:
            try lager.sett(nil, for: event.abonnement)
            if event.hoppOver { try lager.toem(event.abonnement, tilOgMed: .max) }
            try lager.nyttMaal(event.abonnement, at: commit.time)
            try Bekreftelseslager(database).spoer(event.abonnement)
        case let event as LeveringGjentatt: try gjentatt(event, lager, commit)
        case let event as BekreftelseForsoekt:
            try Leveringslogg(database).noter(event.forsoek, commit: commit.sequence, index: 0)
            try lager.sett(event.maal, for: event.abonnement)
            try Bekreftelseslager(database).forsoekt(event)
        case let event as LeveringBekreftet: try Bekreftelseslager(database).bekreft(event.abonnement, at: commit.time)
        case let event as LeveringAvsluttet: try Bekreftelseslager(database).avslutt(event.abonnement)
        default: break
        }
    }

    private static func adresse(_ levering: Levering, of abonnement: SystemID, _ lager: Leveringslager) throws {
        guard levering.type == .epost else { return }
        try Bekreftelseslager(lager.database).sett(levering.adresse ?? "", for: abonnement)
    }

    private static func leggIKoe(_ hendelse: Hendelse, _ lager: Leveringslager, _ commit: AppliedCommit) throws {
        if try lager.erTom() { return }
        for slag in [Levering.Slag.webhook, .epost] {
            for rad in try Abonnementslager(lager.database).treff(hendelse, slag) {
                try lager.leggIKoe(rad.abonnement.systemID, hendelse, at: commit.time)
            }
        }
    }

    private static func forsoekt(_ event: LeveringerForsoekt, _ lager: Leveringslager, _ commit: AppliedCommit) throws {
        let logg = Leveringslogg(lager.database)
        for (index, forsoek) in event.forsoek.enumerated() {
            try logg.noter(forsoek, commit: commit.sequence, index: index)
            switch forsoek.vedtak {
            case .levert, .oppgitt, .holdtTilbake: try lager.ferdig(forsoek.abonnement, forsoek.hendelse)
            case .nyttForsoek, .deaktivert:
                try lager.feilet(
                    forsoek.abonnement, forsoek.hendelse, forsoek: forsoek.nummer, foerste: forsoek.ferdig, neste: forsoek.neste)
            case .proeve: break
            }
        }
        for stand in event.maal { try lager.sett(stand.maal, for: stand.abonnement) }
    }

    private static func forsoekt(_ event: SammendragForsoekt, _ lager: Leveringslager, _ commit: AppliedCommit) throws {
        let forsoek = event.forsoek
        try Leveringslogg(lager.database).noter(forsoek, commit: commit.sequence, index: 0)
        switch forsoek.vedtak {
        case .levert:
            try lager.sendt(sammendrag: forsoek.ferdig, til: event.abonnement)
            try lager.toem(event.abonnement, tilOgMed: event.tilOgMed)
        case .oppgitt, .holdtTilbake: try lager.toem(event.abonnement, tilOgMed: event.tilOgMed)
        case .nyttForsoek, .deaktivert:
            try lager.feilet(event.abonnement, forsoek.hendelse, forsoek: forsoek.nummer, foerste: forsoek.ferdig, neste: forsoek.neste)
        case .proeve: break
        }
        try lager.sett(event.maal, for: event.abonnement)
    }

    private static func gjentatt(_ event: LeveringGjentatt, _ lager: Leveringslager, _ commit: AppliedCommit) throws {
        guard let rad = try Abonnementslager(lager.database).finn(event.abonnement), try lager.finn(event.abonnement) != nil else { return }
        var after = event.fra - 1
        let feed = Feed(lager.database)
        while after < event.til {
            let page = try feed.page(rad, after: after, limit: Feed.limitPage)
            for hendelse in page.hendelser where hendelse.nummer <= event.til {
                try lager.gjenta(event.abonnement, hendelse, at: commit.time)
            }
            guard page.cursor > after, !page.erSlutt else { break }
            after = page.cursor
        }
        try lager.ordne(event.abonnement)
    }
}

extension LeveringerForsoekt.Forsoek {
    /// When it ended.
    var ferdig: Tidspunkt { Tidspunkt(milliseconds: begynt.milliseconds + varighetMillisekunder) }
}
