import Domain
import Observability
import ServiceKit
import ShardRuntime
import Transfer

/// Hands letters to the mail server for the municipalities that this instance owns.
///
/// A letter counts as sent when its commit stands in the log. Between the server's 250 and that commit a kill makes the next owner send it once
/// more, with the same Message-ID when nothing came to it meanwhile: a reader may see it twice, and never misses one.
struct MailWorker: Sendable {
    /// How often the stores are looked into.
    private static let lookEvery: Duration = .seconds(1)
    /// How long to wait before a commit is tried again whose outcome is not known.
    private static let againAfter: Duration = .milliseconds(200)

    private let service: ShardService<NotificationsModel>
    private let mail: MailSettings
    private let client: MailClient
    private let meters: DeliveryMeters

    init(_ service: ShardService<NotificationsModel>, _ mail: MailSettings, client: MailClient, meters: DeliveryMeters) {
        (self.service, self.mail, self.client, self.meters) = (service, mail, client, meters)
    }

    /// Sends until cancelled.
    func run() async throws {
        while true {
            for kommune in service.municipalities.all where service.runtime.owns(kommune) { try await look(kommune) }
            try await service.context.time.sleep(for: Self.lookEvery)
        }
    }

    /// Sends what is due in one municipality.
    func look(_ kommune: Organisasjonsnummer) async throws {
        let (now, limit) = (service.context.time.now(), mail.atOnce)
        let letters = try await service.runtime.reads.read(kommune) { try Letter.due(kommune, in: $0, now: now, limit: limit) } ?? []
        await withTaskGroup { group in
            for letter in letters { group.addTask { await send(letter) } }
        }
    }

    private func send(_ letter: Letter) async {
        guard !Task.isCancelled, service.runtime.owns(letter.kommune) else { return }
        let begynt = service.context.time.now()
        let rett = service.rett(til: letter.abonnement, gittMed: letter.levering.gittMed, i: letter.kommune)
        let messageID = letter.messageID(domain: mail.domain)
        var outcome = RegistrerSammendrag(
            abonnement: letter.abonnement.systemID, messageID: messageID, fra: letter.foerste.hendelse, tilOgMed: letter.tilOgMed,
            antall: 0, nummer: letter.foerste.forsoek + 1, runde: letter.foerste.runde, begynt: begynt, ferdig: begynt, svar: nil,
            stopp: nil,
            tilfeldig: Int64(bitPattern: service.context.random.next()))
        if !rett.gjelder {
            outcome.stopp = .eierUkjent
        } else if let sammendrag = letter.sammendrag(rett, begynt.norskDato) {
            guard let svar = await deliver(sammendrag, letter, messageID, begynt) else { return }
            (outcome.antall, outcome.svar) = (sammendrag.linjer.count, svar)
            meters.mailed(svar.feil ?? "sent")
        } else {
            meters.mailed("nothing_to_tell")
        }
        outcome.ferdig = service.context.time.now()
        await commit(outcome, letter.kommune)
    }

    /// Hands a letter over; nil when we ended the attempt ourselves.
    private func deliver(
        _ sammendrag: Sammendrag, _ letter: Letter, _ messageID: String, _ now: Tidspunkt
    ) async -> Leveringssvar? {
        let words = Sammendragstekst(sammendrag)
        guard let from = MailMessage.Mailbox(mail.from, name: "Sak-Arkiv, \(sammendrag.kommune)"),
            let to = letter.abonnement.levering.adresse.flatMap({ MailMessage.Mailbox($0) })
        else { return Leveringssvar(status: 553, feil: "invalid_address") }
        let stop = "mailto:\(mail.from)?subject=stopp%20\(AbonnementID(letter.kommune, letter.abonnement.systemID))"
        let message = MailMessage(
            from: from, to: to, subject: words.emne, date: now, messageID: messageID, text: words.tekst, html: words.html,
            unsubscribe: [stop])
        do {
            try await client.deliver(Mail(from: from.address, to: [to.address], message: message.encoded), to: mail.server)
            return Leveringssvar(status: 250)
        } catch {
            if error.code == .cancelled || error.code == .shutDown { return nil }
            return Leveringssvar(status: error.replyCode, feil: error.code.rawValue)
        }
    }

    private func commit(_ outcome: RegistrerSammendrag, _ kommune: Organisasjonsnummer) async {
        while service.runtime.owns(kommune) {
            switch await service.give(outcome, RegistrerSammendrag.commandType, kommune) {
            case .success, .failure(.notOwner): return
            case .failure(let failure):
                service.context.logger.warning("the result of a letter waits for the log", ["reason": .reason(failure)])
                // Cancelled: the letter is sent once more.
                do { try await service.context.time.sleep(for: Self.againAfter) } catch { return }
            }
        }
    }
}

extension MailSettings {
    /// What stands after @ in the address that mail comes from.
    var domain: String { from.split(separator: "@").last.map(String.init) ?? "localhost" }
}
