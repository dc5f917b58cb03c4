import CommitLog
import Contracts
import Domain
import Observability
import ServiceKit
import ShardRuntime
import Transfer

/// Sends the webhooks of the municipalities that this instance owns. It reads in the store what is due, sends, and gives what came of it back as a
/// command; whoever owns the municipality next goes on from the store. What was sent and not yet committed is sent once more: at least once,
/// with the same id.
final class WebhookWorker: Sendable {
    /// The longest time between two looks into the stores.
    private static let lookEvery: Duration = .seconds(1)
    /// How long to wait before a commit is tried again whose outcome is not known.
    private static let againAfter: Duration = .milliseconds(200)

    private let service: ShardService<NotificationsModel>
    private let settings: DeliverySettings
    private let sender: WebhookSender
    private let slots: DeliverySlots
    private let keys: KeyRing
    private let state = DeliveryState()
    private let bell: WorkBell
    private let meters: DeliveryMeters

    init(_ service: ShardService<NotificationsModel>, _ settings: DeliverySettings, client: HTTPClient, meters: DeliveryMeters) {
        (self.service, self.settings, self.meters) = (service, settings, meters)
        sender = WebhookSender(client: client, settings: settings, time: service.context.time)
        slots = DeliverySlots(perTarget: settings.perTarget, inAll: settings.atOnce)
        keys = KeyRing(settings.sealing)
        bell = WorkBell(service.runtime.environment.committed)
        let slots = slots
        meters.inFlight { Double(slots.busy) }
    }

    /// Sends until cancelled.
    func run() async throws {
        let time = service.context.time
        try await withThrowingDiscardingTaskGroup { group in
            var turn = 0
            while true {
                turn += 1
                var wait = Self.lookEvery
                for kommune in service.owned {
                    if state.beginsRecording(kommune) { group.addTask { await self.record(kommune) } }
                    let batch = try await look(kommune, turn: turn)
                    for delivery in batch.deliveries where state.take(delivery.claim) {
                        group.addTask { await self.deliver(delivery) }
                    }
                    if let neste = batch.neste {
                        wait = min(wait, .milliseconds(max(1, neste.milliseconds - time.now().milliseconds)))
                    }
                }
                _ = try await bell.next(atMost: wait, time)
            }
        }
    }

    /// Sends one message that says only that it is a trial, and notes what came of it.
    ///
    /// - Parameter partner: whose webhook it is, where it is a partner's.
    /// - Throws: `ProblemDetails` when there is no key to sign with, `Rejection` when a partner's webhook may not go there.
    func trial(
        _ abonnement: SystemID, url: String, keys noekler: [Leveringsnoekkel], kommune: Organisasjonsnummer, partner: String?, trace: String
    ) async throws -> LeveringerForsoekt.Forsoek {
        let faults = partner.map { settings.hosts.faults(url, of: $0, at: "/levering/url") } ?? []
        guard faults.isEmpty else { throw Rejection(.ugyldigforespoersel, faults) }
        let opened = noekler.compactMap(keys.open)
        guard !opened.isEmpty else { throw ProblemDetails.conflict("there is no key to sign with; ask for new ones") }
        let id = "proeve-\(service.context.identifiers.next())"
        let event = HendelseCloudEvent.proeve(id, kommune: kommune, abonnement: abonnement, time: service.context.time.now())
        let message = WebhookSender.Message(
            url: url, id: id, body: event.encoded(), keys: opened, hosts: partner.flatMap(settings.hosts.hosts),
            traceparent: trace)
        let outcome = await slots.with(WebhookAddress.target(of: url)) { [self] in
            let begynt = service.context.time.now()
            let svar = await sender.send(message)
            return RegistrerForsoek.Utfoert(
                abonnement: abonnement, hendelse: 0, nummer: 1, begynt: begynt, ferdig: service.context.time.now(), utfall: .proeve(svar),
                tilfeldig: 0)
        }
        meters.tried(outcome)
        await commit([outcome], kommune, traceparent: trace)
        guard case .proeve(let svar) = outcome.utfall else { preconditionFailure("a trial's outcome is a trial's") }
        return RegistrerForsoek.notert(outcome, svar, .proeve)
    }

    private func look(_ kommune: Organisasjonsnummer, turn: Int) async throws -> WebhookBatch {
        let (now, claimed) = (service.context.time.now(), state.claims(kommune))
        let bounds = WebhookBatch.Bounds(
            perAbonnement: settings.perTarget * 2, inAll: min(settings.atOnce * 2, state.room), feilFoerPause: settings.plan.feilFoerPause)
        let found = try await service.runtime.reads.read(kommune) { database in
            try WebhookBatch.find(kommune, in: database, now: now, claimed: claimed, bounds: bounds, turn: turn)
        }
        return found ?? WebhookBatch()
    }

    /// One delivery, from its place in the queue to its result.
    private func deliver(_ delivery: WebhookBatch.Delivery) async {
        let outcome = await attempt(delivery)
        state.sent(delivery.claim)
        guard let outcome else {
            // Not tried: whoever looks next finds it where it was.
            state.release([delivery.claim])
            return
        }
        meters.tried(outcome)
        state.add(.init(claim: delivery.claim, utfoert: outcome, traceparent: delivery.hendelse?.traceparent))
        bell.ringForAll()
    }

    private func attempt(_ delivery: WebhookBatch.Delivery) async -> RegistrerForsoek.Utfoert? {
        let kommune = delivery.claim.kommune
        @Sendable func result(_ utfall: RegistrerForsoek.Utfoert.Utfall, _ begynt: Tidspunkt) -> RegistrerForsoek.Utfoert {
            RegistrerForsoek.Utfoert(
                abonnement: delivery.claim.abonnement, hendelse: delivery.ventende.hendelse, nummer: delivery.ventende.forsoek + 1,
                runde: delivery.ventende.runde,
                begynt: begynt, ferdig: service.context.time.now(), utfall: utfall,
                tilfeldig: Int64(bitPattern: service.context.random.next()))
        }
        let now = service.context.time.now()
        guard let hendelse = delivery.hendelse, let url = delivery.abonnement.levering.url else { return result(.utgaatt, now) }
        let rett = service.rett(til: delivery.abonnement, gittMed: delivery.levering.gittMed, i: kommune)
            .vurder(hendelse, by: delivery.abonnement.filter, now.norskDato)
        if rett == .stopp { return result(.stopp(.eierUkjent), now) }
        // Before anything that the owner is told of: nobody learns that it matched.
        if rett == .fortiet { return result(.fortiet, now) }
        let partner = service.partner(of: delivery.abonnement, gittMed: delivery.levering.gittMed)
        if let partner, !settings.hosts.allows(url, of: partner) { return result(.stopp(.vertIkkeTillatt), now) }
        let opened = delivery.noekler.compactMap(keys.open)
        guard !opened.isEmpty else { return result(.stopp(.noekkelMangler), now) }
        let event = HendelseCloudEvent.event(hendelse.fortalt(rett.visning, now.norskDato), kommune: kommune)
        let message = WebhookSender.Message(
            url: url, id: hendelse.id, body: event.encoded(), keys: opened, hosts: partner.flatMap(settings.hosts.hosts),
            traceparent: hendelse.traceparent)
        return await slots.with(WebhookAddress.target(of: url)) { [self] in
            // It may have waited long for its place: another owner may send it by now.
            guard !Task.isCancelled, service.runtime.owns(kommune) else { return nil }
            let begynt = service.context.time.now()
            let svar = await sender.send(message)
            // Ended by us, not by the target.
            if svar.feil == TransferError.Code.cancelled.rawValue || svar.feil == TransferError.Code.shutDown.rawValue { return nil }
            return result(.svar(svar), begynt)
        }
    }

    /// Commits a municipality's results, many at a time, until there are none.
    private func record(_ kommune: Organisasjonsnummer) async {
        while true {
            // Gathered, so that the log gets few large commits; when cancelled what there is goes at once.
            try? await service.context.time.sleep(for: .milliseconds(settings.gatherMilliseconds))
            let batch = state.takeResults(kommune, limit: settings.limitResultsPerCommit)
            if batch.isEmpty { return }
            // One commit tells of many deliveries: it belongs to a trace when all of them do.
            let traces = Set(batch.map(\.traceparent))
            await commit(batch.map(\.utfoert), kommune, traceparent: traces.count == 1 ? traces.first ?? nil : nil)
            state.release(batch.map(\.claim))
            bell.ringForAll()
        }
    }

    private func commit(_ results: [RegistrerForsoek.Utfoert], _ kommune: Organisasjonsnummer, traceparent: String?) async {
        let logger = service.context.logger
        while service.runtime.owns(kommune) {
            switch await service.give(RegistrerForsoek(utfoert: results), for: kommune, traceparent: traceparent) {
            case .success(let decision):
                guard let rejection = decision.answer?.rejection else { return }
                logger.error(
                    "results of deliveries could not be decided",
                    ["count": .number(results.count), "reason": .reason(rejection.faults.map(\.code).joined(separator: ", "))])
                return
            case .failure(.notOwner): return
            case .failure(let failure):
                // The outcome is not known. Telling it twice does no harm: each result counts once.
                logger.warning("results of deliveries wait for the log", ["count": .number(results.count), "reason": .reason(failure)])
                // Cancelled: the results are lost, and the deliveries are made once more.
                do { try await service.context.time.sleep(for: Self.againAfter) } catch { return }
            }
        }
    }
}

extension ShardService<NotificationsModel> {
    /// What may be told to the owner of a subscription at this moment: by the rights of whoever said where it is sent.
    func rett(til abonnement: Abonnement, gittMed: Leser?, i kommune: Organisasjonsnummer) -> Leveringsrett {
        let naa = context.authorizer.principals(of: gittMed?.identitet ?? abonnement.opprettetAv).filter { $0.kommuner.contains(kommune) }
        return Leveringsrett(eier: abonnement.eier, gittMed: gittMed, naa: naa.map(\.leser))
    }

    /// The partner whose subscription it is; nil when it is no partner's.
    func partner(of abonnement: Abonnement, gittMed: Leser?) -> String? {
        if let gittMed { return gittMed.partner }
        // From before it was noted who made it.
        if abonnement.eier.slag == .system { return abonnement.eier.navn }
        return context.authorizer.principals(of: abonnement.opprettetAv).compactMap(\.partner).min()
    }
}
