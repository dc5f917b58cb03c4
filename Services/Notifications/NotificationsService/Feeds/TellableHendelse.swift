import Domain
import HTTPServer

/// A hendelse made ready to be told, once for everybody who follows: bytes are shared, not copied.
final class TellableHendelse: Sendable {
    let hendelse: Hendelse
    /// The day it is told on, in Norway.
    let dag: Dato
    /// As a server-sent event for somebody who sees all of it.
    private let hel: [UInt8]
    /// The same without what is hidden by itself.
    private let utenDeler: [UInt8]
    /// As a server-sent event for somebody who may not see it.
    private let skjult: [UInt8]

    init(_ hendelse: Hendelse, _ dag: Dato) {
        (self.hendelse, self.dag) = (hendelse, dag)
        func bytes(_ visning: Visning) -> [UInt8] {
            ServerSentEvent(id: String(hendelse.nummer), data: HendelseJSON.json(hendelse.fortalt(visning, dag)).json).bytes
        }
        hel = bytes(.hel)
        let isOpen = hendelse.tilgang?.erAapen ?? true
        utenDeler = isOpen ? hel : bytes(.utenDeler(Set(Tilgang.Del.allCases)))
        // Which files there are is not for every partner, however open what they lie in.
        skjult = isOpen && hendelse.dokumentobjekt == nil ? hel : bytes(.skjermet)
    }

    /// What this reader is told of it, by this subscription.
    func bytes(for leser: Leser, _ filter: Abonnementsfilter) -> [UInt8] {
        switch leser.innblikk(i: hendelse, by: filter, dag) {
        case .alt: leser.visning(av: hendelse, dag) == .hel ? hel : utenDeler
        case .merke: skjult
        case .intet: []
        }
    }
}
