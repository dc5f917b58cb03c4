/// The shape of one part of a Fiks Arkiv message, after its XSD: which elements, of which type, how many, in which order.
///
/// One description serves the reading of XML and JSON, the writing of receipts, the JSON Schema and the translation of places.
public final class FiksType: Sendable {
    /// A namespace of Fiks Arkiv V1.
    public enum Namespace: String, Sendable {
        /// The message `arkivmelding.opprett`.
        case opprett = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/arkivmelding/opprett/v1"
        /// Its receipt.
        case kvittering = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/arkivmelding/opprett/kvittering/v1"
        /// What all messages share.
        case metadatakatalog = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/metadatakatalog/v1"
        /// The content of error messages.
        case feilmelding = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/feil/feilmelding/v1"
        /// The error message for a wrong request.
        case ugyldigforespoersel = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/feil/ugyldigforespoersel/v1"
        /// The error message for what does not exist.
        case ikkefunnet = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/feil/ikkefunnet/v1"
        /// The error message for faults of the archive.
        case serverfeil = "https://ks-no.github.io/standarder/fiks-protokoll/fiks-arkiv/feil/serverfeil/v1"
    }

    /// The type's name in the XSD; `xsi:type` in XML and `type` in JSON where there is a choice.
    public let name: String
    /// The namespace of its own elements (not of those it takes over).
    public let namespace: Namespace
    /// The elements in the schema's order, those taken over from the base type first.
    public let elements: [FiksElement]
    /// The elements by name.
    public let elementsByName: [String: FiksElement]

    /// A type with its own elements after those of the type it extends.
    init(_ name: String, in namespace: Namespace, extending base: FiksType? = nil, _ elements: [FiksElement]) {
        self.name = name
        self.namespace = namespace
        self.elements = (base?.elements ?? []) + elements.map { $0.placed(in: namespace) }
        elementsByName = Dictionary(self.elements.map { ($0.name, $0) }) { first, _ in first }
    }
}
