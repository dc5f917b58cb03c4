/// Makes the mappe, the registrering or both that a business system asks for, in one go: everything or nothing.
///
/// The archive gives every identifier and number itself, and ignores those of the sender's own. What the message leaves out is filled
/// in by the rule it names, else by the municipality's standard rule. An external key that exists already gives the existing
/// object and nothing new, for mappe and registrering separately.
public struct OpprettArkivmelding: RegistryCommand {
    /// The stable name.
    public static let commandType = "arkivmelding.opprett"

    /// What the business system sent.
    public var melding: Arkivmelding
    /// Who sent it.
    public var avsender: Avsender
    /// How it was written; the receipt is written the same way.
    public var format: Meldingsformat

    /// A wish.
    public init(melding: Arkivmelding, avsender: Avsender, format: Meldingsformat) {
        (self.melding, self.avsender, self.format) = (melding, avsender, format)
    }

    /// Who sent a message.
    public struct Avsender: Codable, Sendable, Hashable {
        /// The partner, as the platform knows it.
        public var partner: String
        /// The CloudEvent's source.
        public var source: String
        /// The CloudEvent's id, unique in its source.
        public var id: String
        /// What it may do with what others sent; nil: nothing.
        public var rett: Partnerrett?

        /// A sender.
        public init(partner: String, source: String, id: String, rett: Partnerrett? = nil) {
            (self.partner, self.source, self.id, self.rett) = (partner, source, id, rett)
        }
    }

    /// How a message is written.
    public enum Meldingsformat: String, Codable, Sendable, Hashable {
        /// Fiks Arkiv V1's XML.
        case xml
        /// JSON with the same names.
        case json
    }

    /// Grants it with the receipt, or refuses with every fault and its place in the message.
    public func decide(
        _ arkiv: some Arkivoppslag, _ circumstances: Circumstances
    ) throws(Rejection) -> Decision<ArkivmeldingKvittering> {
        _ = try arkiv.kravdKommune()
        let vurdering = try Vurdering(melding, av: avsender, arkiv, circumstances)
        vurdering.checkEnvelope()

        let mappe = vurdering.mappe()
        let registrering = vurdering.registrering(mappe: mappe)
        try vurdering.faults.check()
        let events =
            vurdering.nyeKlasser.map { KlasseOpprettet(klasse: $0) } + (mappe?.events ?? []) + (registrering?.events ?? [])
        return Decision(
            arkiv.medPublisering(events, circumstances),
            reply: ArkivmeldingKvittering(
                mappe: (mappe?.kvittering).map { .kvittering($0) }, registrering: (registrering?.kvittering).map { .kvittering($0) }))
    }
}
