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

    /// The same element in the namespace of the type it belongs to.
    func placed(in namespace: FiksType.Namespace) -> FiksElement {
        FiksElement(name, content, cardinality, choice: choice, namespace: namespace)
    }
}
