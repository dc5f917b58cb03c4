import Contracts
import Crypto
import Domain

/// Makes the answers to one request as CloudEvents. The same request always gets answers with the same ids, so that sending one again is harmless.
struct FiksReceipts: Sendable {
    /// The municipality asked; nil where the request named none that exists.
    var kommune: Organisasjonsnummer?
    /// The request's `source`; empty where it could not be read.
    var requestSource: String
    /// The request's `id`; nil where it could not be read. It becomes `correlationid`.
    var requestID: String?
    /// What names the request where it has no readable id: topic, partition and offset, or the like.
    var requestPlace: String
    /// The form the answers take.
    var form: MeldingForm
    /// When the request was decided.
    var time: Tidspunkt
    /// What the answers are about.
    var subject: String?
    /// The W3C trace the request belongs to.
    var traceparent: String?
    /// Where the request stands in the log; an error message names it, so that the sender finds what it is about whatever else could be read.
    var melding: Meldingssted?

    /// «Understood and taken in»: no content.
    func mottatt() -> CloudEvent { event(FiksMessageType.mottatt, .none) }

    /// «Done»: what the objects are called now.
    ///
    /// - Throws: what the receipt's coding throws; it never does for receipts made by the domain.
    func kvittering(_ kvittering: ArkivmeldingKvittering) throws -> CloudEvent {
        let value = try JSONValue(encoding: kvittering)
        guard form == .xml else { return event(FiksMessageType.kvittering, .json(value)) }
        let text = try FiksXMLWriter.document(
            root: FiksKvittering.arkivmeldingKvittering.name, in: .kvittering, value, FiksKvittering.arkivmeldingKvittering)
        return event(FiksMessageType.kvittering, .text(text))
    }

    /// «No», with every reason and its place. Places must be in the language of the form already (`MeldingForm.placed`).
    func feilmelding(_ rejection: Rejection) throws -> CloudEvent {
        let type = FiksMessageType.feilmelding(rejection.kind)
        var value: [String: JSONValue] = [
            "feilId": .string(identifier(type)), "feilmelding": .string(Self.text(rejection.faults)),
        ]
        if let melding, form == .xml {
            // The schema has no element for it.
            value["feilmelding"] = .string(
                Self.text(rejection.faults)
                    + "\nThe message stands in \(melding.topic), partition \(melding.partition), offset \(melding.offset).")
        }
        guard form == .xml else {
            if let melding {
                value["melding"] = [
                    "topic": .string(melding.topic), "partition": .int(Int64(melding.partition)), "offset": .int(melding.offset),
                ]
            }
            value["feil"] = .array(
                rejection.faults.map { ["pointer": .string($0.pointer), "code": .string($0.code), "message": .string($0.message)] })
            return event(type, .json(.object(value)))
        }
        let namespace: FiksType.Namespace =
            switch rejection.kind {
            case .ugyldigforespoersel: .ugyldigforespoersel
            case .ikkefunnet: .ikkefunnet
            case .serverfeil: .serverfeil
            }
        return event(
            type,
            .text(try FiksXMLWriter.document(root: rejection.kind.rawValue, in: namespace, .object(value), FiksKvittering.feilmelding)))
    }

    /// One line per fault: place, what is wrong, code.
    private static func text(_ faults: [Fault]) -> String {
        faults.map { fault in
            (fault.pointer.isEmpty ? "" : "\(fault.pointer): ") + "\(fault.message) [\(fault.code)]"
        }.joined(separator: "\n")
    }

    private func event(_ type: String, _ data: CloudEventData) -> CloudEvent {
        var extensions: [String: String] = [:]
        extensions["correlationid"] = requestID
        extensions["kommune"] = kommune?.rawValue
        extensions["traceparent"] = traceparent
        let source = kommune.map { "/no/\($0.rawValue)/sak-arkiv" } ?? "/no/sak-arkiv"
        return CloudEvent(
            id: identifier(type), source: source, type: type, subject: subject, time: time,
            datacontenttype: data == .none ? nil : form.answerContentType, extensions: extensions, data: data)
    }

    private func identifier(_ type: String) -> String {
        let parts = [kommune?.rawValue ?? "", requestSource, requestID ?? requestPlace, type]
        // Lengths before the parts, so that no two lists of parts run together to the same text.
        let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
        return SHA256.hex(text)
    }
}
