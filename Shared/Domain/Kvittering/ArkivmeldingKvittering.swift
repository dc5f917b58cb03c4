/// The archive's answer to an `Arkivmelding`: what the objects are called now.
/// Source: no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett.kvittering.xsd.
///
/// The schema allows one half to fail; this archive decides a message as a whole, so it never sends `…Feilet` itself.
public struct ArkivmeldingKvittering: Sendable, Equatable {
    /// The mappe, when the message had one.
    public var mappe: Utfall<MappeKvittering>?
    /// The registrering, when the message had one.
    public var registrering: Utfall<RegistreringKvittering>?

    /// A receipt.
    public init(mappe: Utfall<MappeKvittering>? = nil, registrering: Utfall<RegistreringKvittering>? = nil) {
        (self.mappe, self.registrering) = (mappe, registrering)
    }
}

extension ArkivmeldingKvittering: Codable {
    private enum CodingKeys: String, CodingKey {
        case mappeKvittering, mappeFeilet, registreringKvittering, registreringFeilet
    }

    /// Reads the schema's element names.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        if let kvittering = try container.decodeIfPresent(MappeKvittering.self, forKey: .mappeKvittering) {
            mappe = .kvittering(kvittering)
        } else if let feilet = try container.decodeIfPresent(Feilet.self, forKey: .mappeFeilet) {
            mappe = .feilet(feilet)
        }
        if let kvittering = try container.decodeIfPresent(RegistreringKvittering.self, forKey: .registreringKvittering) {
            registrering = .kvittering(kvittering)
        } else if let feilet = try container.decodeIfPresent(Feilet.self, forKey: .registreringFeilet) {
            registrering = .feilet(feilet)
        }
    }

    /// Writes the schema's element names.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch mappe {
        case .kvittering(let kvittering): try container.encode(kvittering, forKey: .mappeKvittering)
        case .feilet(let feilet): try container.encode(feilet, forKey: .mappeFeilet)
        case nil: break
        }
        switch registrering {
        case .kvittering(let kvittering): try container.encode(kvittering, forKey: .registreringKvittering)
        case .feilet(let feilet): try container.encode(feilet, forKey: .registreringFeilet)
        case nil: break
        }
    }
}
