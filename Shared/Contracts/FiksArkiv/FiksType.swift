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

/// One element of a `FiksType`.
public struct FiksElement: Sendable {
    /// How often it may stand.
    public enum Cardinality: Sendable {
        /// Exactly once.
        case one
        /// Once or not at all.
        case optional
        /// Any number of times; an array in JSON.
        case many
    }

    /// The element's name, the same in XML and JSON.
    public let name: String
    /// What it holds.
    public let content: FiksContent
    /// How often it may stand.
    public let cardinality: Cardinality
    /// Elements of one type with the same mark exclude each other (`xs:choice`).
    public let choice: Int?
    /// The namespace it stands in.
    public let namespace: FiksType.Namespace

    private init(
        _ name: String, _ content: FiksContent, _ cardinality: Cardinality, choice: Int? = nil,
        namespace: FiksType.Namespace = .metadatakatalog
    ) {
        (self.name, self.content, self.cardinality, self.choice, self.namespace) = (name, content, cardinality, choice, namespace)
    }

    /// An element that must stand.
    static func one(_ name: String, _ content: FiksContent) -> FiksElement { FiksElement(name, content, .one) }
    /// An element that may stand.
    static func optional(_ name: String, _ content: FiksContent) -> FiksElement { FiksElement(name, content, .optional) }
    /// An element that may stand any number of times.
    static func many(_ name: String, _ content: FiksContent) -> FiksElement { FiksElement(name, content, .many) }
    /// An element that may stand unless another one of the same choice does.
    static func choice(_ choice: Int, _ name: String, _ content: FiksContent) -> FiksElement {
        FiksElement(name, content, .optional, choice: choice)
    }

    fileprivate func placed(in namespace: FiksType.Namespace) -> FiksElement {
        FiksElement(name, content, cardinality, choice: choice, namespace: namespace)
    }
}

/// What an element holds.
public indirect enum FiksContent: Sendable {
    /// Text with at least one character that is not white space (`minLength 1`).
    case text
    /// Text that may be empty; empty counts as left out where the element is optional.
    case string
    /// `xs:int`: 32 bits, signed.
    case int
    /// `xs:int` from 0.
    case naturalInt
    /// `xs:double`, finite.
    case double
    /// `xs:boolean`.
    case boolean
    /// `xs:date`.
    case date
    /// `xs:dateTime`.
    case dateTime
    /// A UUID (M001).
    case systemID
    /// Two capital letters.
    case countryCode
    /// One of the values listed.
    case enumeration([String])
    /// Elements of a type.
    case type(FiksType)
    /// Elements of one of several types; the first is meant when none is named.
    case oneOf([FiksType])
    /// Anything (`xs:anyType`).
    case free
}
