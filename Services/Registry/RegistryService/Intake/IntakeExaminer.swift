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

    /// Examines a record of `inbound.<partner>`.
    func examine(_ record: LogRecord, partner: Partner) -> ExaminedMessage {
        let headers = record.headers.map { CloudEventHeader($0.name, $0.value) }
        let place = "\(record.place)/\(record.offset)"
        switch envelopes.read(body: record.value ?? [], headers: headers, transport: .kafka) {
        case .failure(let rejection):
            let asked = MottattMelding.Avsender(partner: partner.navn, source: "", id: nil, place: place, form: .json, subject: nil)
            return refuse(record, asked, in: InstallationShard.number, rejection, traceparent: record.header("traceparent"))
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
        let asked = MottattMelding.Avsender(
            partner: partner.navn, source: event.source, id: event.id, place: place, form: form, subject: event.subject)
        let traceparent = MessageTrace.traceparent(of: event, record)
        guard faults.isEmpty, let kommune, let melding else {
            return refuse(
                record, asked, in: kommune ?? InstallationShard.number, Rejection(.ugyldigforespoersel, faults), MessageDigest.of(event),
                traceparent)
        }
        return command(
            MottattMelding(avsender: asked, melding: melding, rejection: nil), record, in: kommune, MessageDigest.of(event), traceparent)
    }

    private func refuse(
        _ record: LogRecord, _ asked: MottattMelding.Avsender, in kommune: Organisasjonsnummer, _ rejection: Rejection,
        _ digest: String? = nil, traceparent: String?
    ) -> ExaminedMessage { refuse(record, asked, in: kommune, rejection, digest, traceparent) }

    private func refuse(
        _ record: LogRecord, _ asked: MottattMelding.Avsender, in kommune: Organisasjonsnummer, _ rejection: Rejection, _ digest: String?,
        _ traceparent: String?
    ) -> ExaminedMessage {
        let raw = record.value ?? []
        let aside = QuarantinedMessage(
            id: SHA256.hex(asked.place), received: time.now(), topic: record.place.topic, partition: record.place.partition,
            offset: record.offset, partner: asked.partner, kommune: kommune == InstallationShard.number ? nil : kommune.rawValue,
            reasons: rejection.faults, raw: raw,
            headers: Dictionary(
                record.headers.map { ($0.name, String(decoding: $0.value, as: UTF8.self)) }, uniquingKeysWith: { first, _ in first }))
        return command(
            MottattMelding(avsender: asked, melding: nil, rejection: rejection), record, in: kommune, digest ?? SHA256.hex(raw),
            traceparent, aside)
    }

    /// The command for the owner. Its id is the message's, with a number behind it for each time it came out of quarantine.
    private func command(
        _ melding: MottattMelding, _ record: LogRecord, in kommune: Organisasjonsnummer, _ digest: String, _ traceparent: String?,
        _ aside: QuarantinedMessage? = nil
    ) -> ExaminedMessage {
        let times = record.header(Self.resubmission).map { "~\($0)" } ?? ""
        return ExaminedMessage(
            kommune: kommune,
            command: CommandRecord.make(
                kommune: kommune, type: MottattMelding.commandType, payload: melding.encoded(),
                source: melding.avsender.source.isEmpty ? "/inbound/\(melding.avsender.partner)" : melding.avsender.source,
                id: (melding.avsender.id ?? melding.avsender.place) + times, digest: digest, traceparent: traceparent),
            quarantine: aside)
    }
}
