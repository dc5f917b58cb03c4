/// An element of a document that was read. A handle of two words: copying it is cheap, and it keeps the whole document alive.
public struct XMLNode: Sendable {
    let document: XMLDocument
    let index: Int

    private var element: XMLDocument.Element { document.elements[index] }

    /// The name without prefix.
    public var name: String { document.names[Int(element.name)] }

    /// The namespace; nil when it is in none.
    public var namespace: String? { element.namespace == 0 ? nil : document.names[Int(element.namespace)] }

    /// The element around this one; nil for the root.
    public var parent: XMLNode? { index == 0 ? nil : XMLNode(document: document, index: Int(element.parent)) }

    /// The elements directly inside this one, in the order of the document.
    public var children: XMLChildren { XMLChildren(document: document, position: index + 1, end: Int(element.end)) }

    /// Whether there are elements inside this one.
    public var hasChildren: Bool { Int(element.end) > index + 1 }

    /// The elements of this name directly inside this one, whatever their namespace.
    public func children(named name: String) -> [XMLNode] { children.filter { $0.name == name } }

    /// The first element of this name directly inside this one, whatever its namespace.
    public func child(_ name: String) -> XMLNode? { children.first { $0.name == name } }

    /// The text directly inside this element, references and CDATA resolved, not trimmed. White space between child elements is left out.
    public var text: String {
        let element = element
        let first = document.string(Int(element.textStart), Int(element.textCount))
        guard let further = document.furtherText[UInt32(index)] else { return first }
        return further.reduce(into: first) { $0 += document.string($1.lowerBound, $1.count) }
    }

    /// The attributes in the order of the document.
    public var attributes: [XMLAttribute] {
        document.attributes(of: index).map { place in
            let attribute = document.attributes[place]
            return XMLAttribute(
                name: document.names[Int(attribute.name)],
                namespace: attribute.namespace == 0 ? nil : document.names[Int(attribute.namespace)],
                value: document.string(Int(attribute.start), Int(attribute.count)))
        }
    }

    /// The value of an attribute; nil when there is none of that name in that namespace.
    public func attribute(_ name: String, namespace: String? = nil) -> String? {
        for place in document.attributes(of: index) {
            let attribute = document.attributes[place]
            guard document.names[Int(attribute.name)] == name, document.names[Int(attribute.namespace)] == namespace ?? "" else { continue }
            return document.string(Int(attribute.start), Int(attribute.count))
        }
        return nil
    }
}

extension XMLNode: CustomStringConvertible {
    /// The path.
    public var description: String { path }
}
