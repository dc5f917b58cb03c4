extension XMLNode {
    /// Where the element is, as an XPath of local names: `/arkivmelding/registrering[2]/tittel`. A number stands where the parent has more
    /// than one element of that name. For an attribute's place append `/@name`.
    public var path: String {
        guard let parent else { return "/" + name }
        var before = 0
        var isAlone = true
        for sibling in parent.children where document.elements[sibling.index].name == document.elements[index].name {
            if sibling.index < index { before += 1 }
            if sibling.index != index { isAlone = false }
        }
        return parent.path + "/" + name + (isAlone ? "" : "[\(before + 1)]")
    }

    /// The line of the element's `<` in the document, from 1.
    public var line: Int { place.line }

    /// The column of the element's `<`, from 1, in characters.
    public var column: Int { place.column }

    /// Counted anew each time: places are for the few elements with faults.
    private var place: SourcePlace { SourcePlace(offset: Int(document.elements[index].offset), in: document.source.document) }

    /// What a qualified name in a value, such as `xsi:type="n5:saksmappe"`, means here.
    ///
    /// - Returns: The namespace (the default one for a name without prefix; nil where there is none) and the local name; nil when the
    ///   prefix is not declared here or around.
    public func resolve(_ qualifiedName: String) -> (namespace: String?, name: String)? {
        let name = qualifiedName.split(separator: ":", omittingEmptySubsequences: false)
        guard name.count <= 2, let last = name.last, !last.isEmpty else { return nil }
        let prefix = name.count == 2 ? String(name[0]) : ""
        if prefix == "xml" { return ("http://www.w3.org/XML/1998/namespace", String(last)) }
        var node: XMLNode? = self
        while let here = node {
            for place in document.declarations(of: here.index) where document.names[Int(document.declarations[place].prefix)] == prefix {
                let uri = document.names[Int(document.declarations[place].uri)]
                return (uri.isEmpty ? nil : uri, String(last))
            }
            node = here.parent
        }
        return prefix.isEmpty ? (nil, String(last)) : nil
    }
}
