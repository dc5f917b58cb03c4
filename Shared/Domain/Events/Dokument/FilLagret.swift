/// The file of a dokumentobjekt is in the archive, whole, under its checksum. An event of the documents service.
public struct FilLagret: DocumentEvent {
    /// The stable name.
    public static let eventType = "fil.lagret"

    /// Which dokumentobjekt.
    public var dokumentobjekt: SystemID
    /// The dokumentbeskrivelse it belongs to.
    public var dokumentbeskrivelse: SystemID
    /// The registrering it came with.
    public var registrering: SystemID
    /// SHA-256 of the bytes as they are stored, lower-case hexadecimal (M705).
    public var sjekksum: String
    /// Bytes (M707).
    public var filstoerrelse: Int64
    /// The format that the bytes have: a PRONOM code, `av/0` when unknown (M701).
    public var format: String
    /// What else is known of the format, also that the sender stated another one (M702).
    public var formatDetaljer: String?
    /// The media type that belongs to the format (M716).
    public var mimeType: String
    /// When.
    public var lagretDato: Tidspunkt

    /// A fact.
    public init(
        dokumentobjekt: SystemID, dokumentbeskrivelse: SystemID, registrering: SystemID, sjekksum: String, filstoerrelse: Int64,
        format: String, formatDetaljer: String? = nil, mimeType: String, lagretDato: Tidspunkt
    ) {
        (self.dokumentobjekt, self.dokumentbeskrivelse, self.registrering) = (dokumentobjekt, dokumentbeskrivelse, registrering)
        (self.sjekksum, self.filstoerrelse, self.format, self.formatDetaljer) = (sjekksum, filstoerrelse, format, formatDetaljer)
        (self.mimeType, self.lagretDato) = (mimeType, lagretDato)
    }

    /// What the outside is told.
    public static var outside: Outside<FilLagret> {
        .told { event in
            PublicFact(subject: event.dokumentobjekt.rawValue).with {
                $0.set("systemID", event.dokumentobjekt)
                $0.set("referanseDokumentbeskrivelse", event.dokumentbeskrivelse)
                $0.set("referanseRegistrering", event.registrering)
                $0.set("filstoerrelse", Int(event.filstoerrelse))
                $0.set("format", event.format)
                $0.set("mimeType", event.mimeType)
                $0.set("lagretDato", event.lagretDato)
            }
        }
    }

    /// What followers make of it.
    public var fact: DocumentFact { .filLagret(self) }
}
