/// The elements directly inside another, in the order of the document.
public struct XMLChildren: Sequence, IteratorProtocol, Sendable {
    let document: XMLDocument
    var position: Int
    let end: Int

    /// The next of them.
    public mutating func next() -> XMLNode? {
        guard position < end else { return nil }
        defer { position = Int(document.elements[position].end) }
        return XMLNode(document: document, index: position)
    }
}
