/// How much a document may ask of this program. Each limit is checked before the work it limits is done.
public struct XMLLimits: Hashable, Sendable {
    /// The most bytes, as they come and as UTF-8.
    public var documentLimitBytes: Int
    /// The most elements inside each other.
    public var depthLimit: Int
    /// The most elements and attributes together.
    public var nodeLimit: Int
    /// The most attributes and namespace declarations on one element; four times as many declarations in scope. libxml2 compares each
    /// with each, so that their number counts twice.
    public var attributesPerElementLimit: Int

    /// Limits that no known message comes near: 16 MiB, 256 deep, 500,000 nodes, 256 attributes an element.
    public init(
        documentLimitBytes: Int = 16 << 20, depthLimit: Int = 256, nodeLimit: Int = 500_000, attributesPerElementLimit: Int = 256
    ) {
        self.documentLimitBytes = documentLimitBytes
        self.depthLimit = depthLimit
        self.nodeLimit = nodeLimit
        self.attributesPerElementLimit = attributesPerElementLimit
    }
}
