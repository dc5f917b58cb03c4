import Domain

/// Event types by their stable names: what a reader of commits needs to read bodies.
public struct EventCatalogue: Sendable {
    private let types: [String: any DomainEvent.Type]

    /// A catalogue of these types; names must differ.
    public init(_ types: [any DomainEvent.Type]) {
        self.types = Dictionary(types.map { ($0.eventType, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The type of that name.
    public subscript(name: String) -> (any DomainEvent.Type)? { types[name] }

    /// Every name, sorted.
    public var names: [String] { types.keys.sorted() }
}
