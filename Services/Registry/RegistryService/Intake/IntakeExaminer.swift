import CommitLog
import Contracts
import Crypto
import Domain
import Observability
import ServiceKit
import ShardRuntime

/// Examines a partner's message: envelope, type, municipality, permission, payload. Every fault at once, each with its place.
///
/// It decides nothing about the archive: what it passes on is well-formed and allowed, the owner says whether it can be done.
struct IntakeExaminer: Sendable {
    let municipalities: MunicipalityDirectory
    let time: any TimeSource
    let envelopes = CloudEventReader()
    let payloads = ArkivmeldingReader()

    /// Header of a record that was handed in again from quarantine: how many times.
    static let resubmission = "sakarkiv-resubmission"

    /// Examines a record of `inbound.<partner>` or `posted.<partner>`.
    func examine(_ record: LogRecord, partner: Partner) -> ExaminedMessage {
        let headers = record.headers.map { CloudEventHeader($0.name, $0.value) }
        let place = "\(record.place)/\(record.offset)"
        switch envelopes.read(body: record.value ?? [], headers: headers, transport: .kafka) {
        case .failure(let rejection):
            // Whatever could be read of it stands in the answer, so that the sender knows which message was meant.
            let sound = envelopes.soundAttributes(body: record.value ?? [], headers: headers, transport: .kafka)
            let asked = MottattMelding.Avsender(
                partner: partner.navn, source: sound["source"] ?? "", id: sound["id"], place: place, form: .json, subject: sound["subject"],
                mark: Self.mark(place))
            return refuse(
                record, asked, in: shard(sound["kommune"].flatMap { Organisasjonsnummer($0) }, partner), rejection, type: sound["type"],
                traceparent: MessageTrace.sound([sound["traceparent"], record.header("traceparent")]))
        case .success(let event):
            return examine(event, record, place, partner)
        }
    }

    private func examine(_ event: CloudEvent, _ record: LogRecord, _ place: String, _ partner: Partner) -> ExaminedMessage {
        var faults: [Fault] = []
        var kommune: Organisasjonsnummer?
        switch municipalities.kommune(of: event) {
        case .success(let named):
            kommune = named
            faults += partner.objections(source: event.source, kommune: named)
        case .failure(let none): faults.append(none.fault)
        }
        var form = MeldingForm.json
        var melding: Arkivmelding?
        if event.type != FiksMessageType.opprett {
            faults.append(
                Fault(
                    pointer: "/type", code: "unknown_type",
                    message: "«\(event.type)» is not a type this archive takes; it takes \(FiksMessageType.opprett)"))
        } else {
            do throws(UnreadableArkivmelding) {
                let read = try payloads.read(event)
                (melding, form) = (read.melding, read.form)
                faults += Filvedlegg(read).faults
            } catch {
                form = error.form
                faults += error.rejection.faults
            }
        }
        // Another's source and id are not this partner's to use up.
        let isOwn = kommune.map { partner.objections(source: event.source, kommune: $0).isEmpty } ?? partner.maySend(as: event.source)
        let asked = MottattMelding.Avsender(
            partner: partner.navn, source: event.source, id: event.id, place: place, form: form, subject: event.subject,
            mark: isOwn ? nil : Self.mark(place), rett: partner.rett)
        let (digest, traceparent) = (MessageDigest.of(event), MessageTrace.traceparent(of: event, record))
        guard faults.isEmpty, let kommune, let melding else {
            return refuse(
                record, asked, in: shard(kommune, partner), Rejection(.ugyldigforespoersel, faults), digest, type: event.type,
                traceparent: traceparent)
        }
        let taken = command(MottattMelding(avsender: asked, melding: melding, rejection: nil), record, in: kommune, digest, traceparent)
        guard taken.command.byteCount <= TopicSettings.maximumRecordBytes else {
            let fault = Fault(
                pointer: "/data", code: "too_large",
                message:
                    "the arkivmelding becomes \(taken.command.byteCount) bytes here; at most \(TopicSettings.maximumRecordBytes) are taken")
            return refuse(
                record, asked, in: kommune, Rejection(.ugyldigforespoersel, [fault]), digest, type: event.type, traceparent: traceparent)
        }
        return taken
    }

    /// The shard that answers: the municipality's, where the partner may write for it.
    private func shard(_ kommune: Organisasjonsnummer?, _ partner: Partner) -> Organisasjonsnummer {
        guard let kommune, municipalities.municipality(kommune) != nil, partner.kommuner.contains(kommune) else {
            return InstallationShard.number
        }
        return kommune
    }

    /// Most bytes of a header that are kept with a message set aside: to repair a long text that is no UTF-8 takes minutes.
    private static let limitHeaderBytes = 16 * 1024

    /// A header as text; of a longer one the beginning, and how long it was.
    private static func text(_ value: [UInt8]) -> String {
        let text = String(decoding: value.prefix(limitHeaderBytes), as: UTF8.self)
        return value.count <= limitHeaderBytes ? text : text + "… (\(value.count) bytes)"
    }

    /// What sets the answer to the message at a place apart.
    private static func mark(_ place: String) -> String { String(SHA256.hex(place).prefix(16)) }

    private func refuse(
        _ record: LogRecord, _ asked: MottattMelding.Avsender, in kommune: Organisasjonsnummer, _ rejection: Rejection,
        _ digest: String? = nil, type: String?, traceparent: String?
    ) -> ExaminedMessage {
        let raw = record.value ?? []
        let aside = QuarantinedMessage(
            id: SHA256.hex(asked.place), received: time.now(), topic: record.place.topic, partition: record.place.partition,
            offset: record.offset, partner: asked.partner, kommune: kommune == InstallationShard.number ? nil : kommune.rawValue,
            type: type, reasons: rejection.faults, raw: raw,
            headers: Dictionary(record.headers.map { ($0.name, Self.text($0.value)) }, uniquingKeysWith: { first, _ in first }))
        return command(
            MottattMelding(avsender: asked, melding: nil, rejection: rejection), record, in: kommune, digest ?? SHA256.hex(raw),
            traceparent, aside)
    }

    /// The command for the owner. Its id is the message's, with a number behind it for each time it came out of quarantine.
    private func command(
        _ melding: MottattMelding, _ record: LogRecord, in kommune: Organisasjonsnummer, _ digest: String, _ traceparent: String?,
        _ aside: QuarantinedMessage? = nil
    ) -> ExaminedMessage {
        let mark = melding.avsender.mark.flatMap { mark in melding.avsender.id.map { _ in "~\(mark)" } } ?? ""
        let times = record.header(Self.resubmission).map { "~\($0)" } ?? ""
        return ExaminedMessage(
            kommune: kommune,
            command: CommandRecord.make(
                kommune: kommune, type: MottattMelding.commandType, payload: melding.encoded(),
                source: melding.avsender.source.isEmpty ? "/inbound/\(melding.avsender.partner)" : melding.avsender.source,
                id: (melding.avsender.id ?? melding.avsender.place) + mark + times, digest: digest, traceparent: traceparent),
            quarantine: aside)
    }
}
