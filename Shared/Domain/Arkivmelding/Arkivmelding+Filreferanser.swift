extension Arkivmelding {
    /// A reference to a file, and where in the message it stands.
    public struct Filsted: Sendable, Equatable {
        /// JSON Pointer (RFC 6901) of the `referanseDokumentfil`.
        public let pointer: String
        /// What it says.
        public let referanse: String
    }

    /// Every reference to a file, in the order of the message.
    public var filreferanser: [Filsted] {
        guard let registrering else { return [] }
        var all = Self.steder(registrering.dokumentbeskrivelse, "/registrering/dokumentbeskrivelse")
        if case .moetesak(let sak) = registrering.slag {
            all += Self.steder(sak.utredning?.utredningsdokumenter ?? [], "/registrering/utredning/utredningsdokumenter")
            all += Self.steder(sak.vedtak?.vedtaksdokumenter ?? [], "/registrering/vedtak/vedtaksdokumenter")
        }
        return all
    }

    private static func steder(_ dokumenter: [Dokumentbeskrivelse], _ pointer: String) -> [Filsted] {
        dokumenter.enumerated().flatMap { number, dokument in
            dokument.dokumentobjekt.enumerated().map { index, objekt in
                Filsted(
                    pointer: "\(pointer)/\(number)/dokumentobjekt/\(index)/referanseDokumentfil", referanse: objekt.referanseDokumentfil)
            }
        }
    }
}
