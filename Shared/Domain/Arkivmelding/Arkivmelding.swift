/// What a business system sends to have a mappe, a registrering or both created: Fiks Arkiv V1's `arkivmelding.opprett`,
/// element by element. Members that the schema requires are not optional; an empty string counts as missing.
/// The archive fills in what is left out (see `OpprettArkivmelding`). Source: no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett.xsd.
public struct Arkivmelding: Codable, Sendable, Equatable {
    /// The business system that sends it.
    public var system: String
    /// Name of a rule kept by the archive that fills in what the message leaves out.
    public var regel: String?
    /// How many files come with the message.
    public var antallFiler: Int
    /// The mappe to create.
    public var mappe: Mappe?
    /// The registrering to create; in `mappe` when both are given.
    public var registrering: Registrering?

    /// With what is required; everything else left out.
    public init(system: String, antallFiler: Int) {
        (self.system, self.antallFiler) = (system, antallFiler)
    }
}
