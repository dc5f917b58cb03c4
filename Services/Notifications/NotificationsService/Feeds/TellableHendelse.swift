import Domain
import HTTPServer

/// A hendelse made ready to be told, once for everybody who follows: bytes are shared, not copied.
final class TellableHendelse: Sendable {
    let hendelse: Hendelse
    /// As a server-sent event for somebody who may see it.
    let synlig: [UInt8]
    /// As a server-sent event for somebody who may not.
    let skjult: [UInt8]

    init(_ hendelse: Hendelse) {
        self.hendelse = hendelse
        let id = String(hendelse.nummer)
        synlig = ServerSentEvent(id: id, data: HendelseJSON.synlig(hendelse).json).bytes
        skjult = hendelse.skjerming.erSkjermet ? ServerSentEvent(id: id, data: HendelseJSON.skjult(hendelse).json).bytes : synlig
    }
}
