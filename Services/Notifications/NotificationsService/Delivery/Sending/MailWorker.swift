import Domain
import Observability
import ServiceKit
import ShardRuntime
import Transfer

/// Hands letters, and e-mails that ask for confirmation, to the mail server for the municipalities that this instance owns.
///
/// Nothing goes to an address that its holder has not confirmed but the question, and nothing to a domain that is not allowed at that moment.
/// A letter counts as sent when its commit stands in the log. Between the server's 250 and that commit a kill makes the next owner send it once
/// more, with the same Message-ID when nothing came to it meanwhile: a reader may see it twice, and never misses one.
struct MailWorker: Sendable {
    /// How often the stores are looked into.
    private static let lookEvery: Duration = .seconds(1)
    /// How long to wait before a commit is tried again whose outcome is not known.
    private static let againAfter: Duration = .milliseconds(200)

    private let service: ShardService<NotificationsModel>
    private let mail: MailSettings
    private let domains: MailDomains
    private let links: EmailLinks
    private let client: MailClient
    private let meters: DeliveryMeters

    init(
        _ service: ShardService<NotificationsModel>, _ mail: MailSettings, _ domains: MailDomains, _ links: EmailLinks, client: MailClient,
        meters: DeliveryMeters
    ) {
        (self.service, self.mail, self.domains, self.links) = (service, mail, domains, links)
        (self.client, self.meters) = (client, meters)
    }

    /// Sends until cancelled.
    func run() async throws {
        try await service.forEachOwned(every: Self.lookEvery) { kommune in
            try await look(kommune)
            return nil
        }
    }

    /// Sends what is due in one municipality.
    func look(_ kommune: Organisasjonsnummer) async throws {
        let (now, limit) = (service.context.time.now(), mail.atOnce)
        let due = try await service.runtime.reads.read(kommune) { [domains] in
            (
                try Letter.due(kommune, in: $0, now: now, limit: limit, domains: domains),
                try ConfirmationMail.due(kommune, in: $0, now: now, limit: limit, domains: domains)
            )
        }
        guard let (letters, questions) = due else { return }
        await withTaskGroup { group in
            for letter in letters { group.addTask { await send(letter) } }
        }
        await withTaskGroup { group in
            for question in questions { group.addTask { await send(question) } }
        }
    }

    private func send(_ letter: Letter) async {
        guard !Task.isCancelled, service.runtime.owns(letter.kommune) else { return }
        let begynt = service.context.time.now()
        let rett = service.rett(til: letter.abonnement, gittMed: letter.levering.gittMed, i: letter.kommune)
        let messageID = letter.messageID(rett, begynt.norskDato, domain: mail.domain)
        var outcome = RegistrerSammendrag(
            abonnement: letter.abonnement.systemID, messageID: messageID, fra: letter.foerste.hendelse, tilOgMed: letter.tilOgMed,
            antall: 0, nummer: letter.foerste.forsoek + 1, runde: letter.foerste.runde, begynt: begynt, ferdig: begynt, svar: nil,
            stopp: nil,
            tilfeldig: Int64(bitPattern: service.context.random.next()))
        if !rett.gjelder {
            outcome.stopp = .eierUkjent
        } else if let sammendrag = letter.sammendrag(rett, begynt.norskDato, avmelding: links.end(letter.abonnement)) {
            let words = Sammendragstekst(sammendrag)
            let svar = await deliver(
                Words(subject: words.emne, text: words.tekst, html: words.html), letter.kommunenavn, letter.abonnement, messageID, begynt)
            guard let svar else { return }
            (outcome.antall, outcome.svar) = (sammendrag.linjer.count, svar)
            meters.mailed(svar.feil ?? "sent")
        } else {
            meters.mailed("nothing_to_tell")
        }
        outcome.ferdig = service.context.time.now()
        await commit(outcome, letter.kommune)
    }

    /// Asks the holder of an address.
    private func send(_ question: ConfirmationMail) async {
        guard !Task.isCancelled, service.runtime.owns(question.kommune) else { return }
        let begynt = service.context.time.now()
        var outcome = RegistrerBekreftelse(
            abonnement: question.abonnement.systemID, adresse: question.bekreftelse.adresse, runde: question.bekreftelse.runde,
            nummer: question.bekreftelse.forsoek + 1, begynt: begynt, ferdig: begynt, svar: nil, stopp: nil,
            tilfeldig: Int64(bitPattern: service.context.random.next()))
        let rett = service.rett(til: question.abonnement, gittMed: question.gittMed, i: question.kommune)
        if !rett.gjelder {
            outcome.stopp = .eierUkjent
        } else {
            let words = question.tekst(links, now: begynt)
            let svar = await deliver(
                Words(subject: words.emne, text: words.tekst, html: words.html), question.kommunenavn, question.abonnement,
                question.messageID(domain: mail.domain, at: begynt), begynt)
            guard let svar else { return }
            outcome.svar = svar
            meters.mailed(svar.feil ?? "confirmation_sent")
        }
        outcome.ferdig = service.context.time.now()
        await commit(outcome, question.kommune)
    }

    /// What an e-mail says.
    private struct Words: Sendable {
        let subject, text, html: String
    }

    /// Hands an e-mail over; nil when we ended the attempt ourselves. Every one can be ended with a link (RFC 8058).
    private func deliver(
        _ words: Words, _ kommune: String, _ abonnement: Abonnement, _ messageID: String, _ now: Tidspunkt
    ) async -> Leveringssvar? {
        guard let from = MailMessage.Mailbox(mail.from, name: "Sak-Arkiv, \(kommune)"),
            let to = abonnement.levering.adresse.flatMap({ MailMessage.Mailbox($0) }), domains.allows(to.address)
        else { return Leveringssvar(status: 553, feil: "invalid_address") }
        let message = MailMessage(
            from: from, to: to, subject: words.subject, date: now, messageID: messageID, text: words.text, html: words.html,
            unsubscribe: [links.end(abonnement)], isOneClick: true)
        do {
            try await client.deliver(Mail(from: from.address, to: [to.address], message: message.encoded), to: mail.server)
            return Leveringssvar(status: 250)
        } catch {
            if error.code == .cancelled || error.code == .shutDown { return nil }
            return Leveringssvar(status: error.replyCode, feil: error.code.rawValue)
        }
    }

    private func commit(_ outcome: some Command, _ kommune: Organisasjonsnummer) async {
        while service.runtime.owns(kommune) {
            switch await service.give(outcome, for: kommune) {
            case .success, .failure(.notOwner): return
            case .failure(let failure):
                service.context.logger.warning("the result of an e-mail waits for the log", ["reason": .reason(failure)])
                // Cancelled: it is sent once more.
                do { try await service.context.time.sleep(for: Self.againAfter) } catch { return }
            }
        }
    }
}

extension MailSettings {
    /// What stands after @ in the address that mail comes from.
    var domain: String { from.split(separator: "@").last.map(String.init) ?? "localhost" }
}
