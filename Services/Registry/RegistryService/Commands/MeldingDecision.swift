import Contracts
import Domain
import Observability
import ShardRuntime

/// Decides a partner's message and says what the partner is told: mottatt and kvittering, or one feilmelding.
struct MeldingDecision {
    private let input: ShardInput
    private let shard: ShardContext
    private let allowsBegrenset: Bool

    init(_ input: ShardInput, _ shard: ShardContext, allowsBegrenset: Bool = false) {
        (self.input, self.shard, self.allowsBegrenset) = (input, shard, allowsBegrenset)
    }

    /// The decision on a message; what the intake refused is answered as it said.
    func decide(_ mottatt: MottattMelding, _ arkiv: SQLiteArkiv) throws -> ShardDecision {
        guard let melding = mottatt.melding else {
            return refuse(mottatt.avsender, mottatt.rejection ?? Rejection(.serverfeil, []), idSuffix: mottatt.avsender.mark)
        }
        let avsender = mottatt.avsender
        let command = OpprettArkivmelding(
            melding: melding,
            avsender: .init(partner: avsender.partner, source: avsender.source, id: avsender.id ?? avsender.place, rett: avsender.rett),
            format: avsender.form == .xml ? .xml : .json)
        let circumstances = Circumstances(now: shard.now, actor: melding.system, allowsBegrenset: allowsBegrenset, nextID: shard.nextID)
        do throws(Rejection) {
            let decision = try command.decide(arkiv, circumstances)
            return ShardDecision(
                events: decision.events + filer(avsender, decision.events), receipts: try receipts(avsender, decision.reply))
        } catch {
            return refuse(avsender, avsender.form.placed(error))
        }
    }

    /// What the documents service needs to get the files of what the message made.
    private func filer(_ avsender: MottattMelding.Avsender, _ events: [any DomainEvent]) -> [any DomainEvent] {
        // Every message stands in the log: the intake writes its place.
        guard let id = avsender.id, let sted = Meldingssted(avsender.place) else { return [] }
        let filavsender = Filavsender(partner: avsender.partner, source: avsender.source, id: id, subject: avsender.subject)
        return FilerOppgitt(opprettetAv: events, avsender: filavsender, melding: sted).map { [$0] } ?? []
    }

    /// The refusal of a message, told with every reason.
    func refuse(_ avsender: MottattMelding.Avsender, _ rejection: Rejection, idSuffix: String? = nil) -> ShardDecision {
        var maker = maker(avsender)
        // Another content under the same id gets an answer of its own, not the id of the first one's.
        if let idSuffix { maker.requestPlace += idSuffix }
        var event = feilmelding(rejection, maker)
        if let idSuffix { event.id = String((event.id + idSuffix).suffix(64)) }
        return ShardDecision(receipts: [Receipt(partner: avsender.partner, event: event)])
    }

    /// The error message; as JSON where a fault quotes what XML cannot hold.
    private func feilmelding(_ rejection: Rejection, _ maker: FiksReceipts) -> CloudEvent {
        do {
            return try maker.feilmelding(rejection)
        } catch {
            var json = maker
            json.form = .json
            do {
                return try json.feilmelding(rejection)
            } catch {
                preconditionFailure("texts can always be written as JSON: \(error)")
            }
        }
    }

    private func receipts(_ avsender: MottattMelding.Avsender, _ kvittering: ArkivmeldingKvittering) throws(Rejection) -> [Receipt] {
        let maker = maker(avsender)
        do {
            return [maker.mottatt(), try maker.kvittering(kvittering)].map { Receipt(partner: avsender.partner, event: $0) }
        } catch {
            throw Rejection(
                .serverfeil,
                [Fault(pointer: "", code: "internal_error", message: "the receipt cannot be written: \(LogReason.text(of: error))")])
        }
    }

    private func maker(_ avsender: MottattMelding.Avsender) -> FiksReceipts {
        FiksReceipts(
            kommune: shard.kommune == InstallationShard.number ? nil : shard.kommune, requestSource: avsender.source,
            requestID: avsender.id, requestPlace: avsender.place, form: avsender.form, time: shard.now, subject: avsender.subject,
            traceparent: input.traceparent, melding: Meldingssted(avsender.place))
    }
}
