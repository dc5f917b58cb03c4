/// The file of a dokumentobjekt is in the archive: the registration is complete with what is true of its bytes, whatever the sender said.
///
/// The registry's answer to `FilLagret`; nobody answers it.
public struct DokumentobjektFullfoert: RegistryEvent {
    /// The stable name.
    public static let eventType = "dokumentobjekt.fullfoert"

    /// Which dokumentobjekt.
    public var dokumentobjekt: SystemID
    /// The dokumentbeskrivelse it belongs to.
    public var dokumentbeskrivelse: SystemID
    /// The registrering it came with.
    public var registrering: SystemID
    /// The mappe that the registrering lies in.
    public var mappe: SystemID?
    /// M705: lower-case hexadecimal.
    public var sjekksum: String
    /// M706: `SHA-256`.
    public var sjekksumAlgoritme: String
    /// M707: bytes.
    public var filstoerrelse: Int64
    /// M701: the format that the bytes have, by PRONOM code.
    public var format: Kode
    /// M702.
    public var formatDetaljer: String?
    /// M716.
    public var mimeType: String
    /// When the file was stored.
    public var lagretDato: Tidspunkt

    /// A fact.
    public init(_ fil: FilLagret, format: Kode, mappe: SystemID?) {
        (dokumentobjekt, dokumentbeskrivelse, registrering) = (fil.dokumentobjekt, fil.dokumentbeskrivelse, fil.registrering)
        (sjekksum, sjekksumAlgoritme, filstoerrelse) = (fil.sjekksum, "SHA-256", fil.filstoerrelse)
        (formatDetaljer, mimeType, lagretDato) = (fil.formatDetaljer, fil.mimeType, fil.lagretDato)
        (self.format, self.mappe) = (format, mappe)
    }

    /// What the outside is told.
    public static var outside: Outside<DokumentobjektFullfoert> {
        .told { event in
            PublicFact(event.dokumentobjekt, i: event.mappe).with {
                $0.set("referanseDokumentbeskrivelse", event.dokumentbeskrivelse)
                $0.set("referanseRegistrering", event.registrering)
            }
        }
    }

    /// What followers make of it.
    public var fact: RegistryFact { .intern }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.endre(dokumentobjekt: dokumentobjekt, i: registrering) { objekt in
            objekt.sjekksum = sjekksum
            objekt.sjekksumAlgoritme = sjekksumAlgoritme
            objekt.filstoerrelse = Int(filstoerrelse)
            objekt.format = format
            objekt.formatDetaljer = formatDetaljer
            objekt.mimeType = mimeType
            objekt.fil = Filtilstand(.lagret, dato: lagretDato)
        }
    }
}
