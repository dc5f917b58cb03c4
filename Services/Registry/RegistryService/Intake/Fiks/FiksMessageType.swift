import Domain

/// The message types of Fiks Arkiv V1 that registry takes and sends. Source: fiks-arkiv V1, meldingstyper.json.
enum FiksMessageType {
    /// A partner asks to have a mappe, a registrering or both created.
    static let opprett = "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett"
    /// The message was understood and taken in.
    static let mottatt = opprett + ".mottatt"
    /// It was done.
    static let kvittering = opprett + ".kvittering"

    /// The error message for a kind of rejection. The catalogue misspells the first one (`no.ks.fik…`) in its lists of answers.
    static func feilmelding(_ kind: Rejection.Kind) -> String { "no.ks.fiks.arkiv.v1.feilmelding.\(kind.rawValue)" }
}
