/// An ASiC-E container as Fiks IO and eFormidling transport it (ETSI EN 319 162-1): a zip with `mimetype`, `arkivmelding.xml`, the files,
/// and `META-INF/` with manifest and signatures, which are allowed and not looked at: the partner is known by its token or its topic.
public struct ASiCE {
    /// What the container is called in `datacontenttype`, and its entry `mimetype`.
    public static let mediaType = "application/vnd.etsi.asic-e+zip"
    /// The entry with the message.
    public static let messageName = "arkivmelding.xml"

    private static let mimetypeName = "mimetype"
    private static let signatureFolder = "META-INF"
    /// Longer than the one right content by what editors add.
    private static let mimetypeBytesMax = 256

    /// Opens the container again: an entry can be read once per pass.
    private let open: () throws(ContainerError) -> ContainerReader

    /// The files beside the message, in the container's order; `META-INF` and directories are not among them.
    public let files: [ContainerEntry]

    /// A container in memory.
    ///
    /// - Throws: ``ContainerError``: the zip's faults; `notASiCE` without the right `mimetype`, `messageMissing` without a message.
    public init(_ bytes: some Collection<UInt8>, limits: ContainerLimits = ContainerLimits()) throws(ContainerError) {
        let bytes = [UInt8](bytes)
        try self.init { () throws(ContainerError) in try ContainerReader(bytes, limits: limits) }
    }

    /// A container in a file, which must not change while it is read.
    ///
    /// - Throws: as for one in memory; `unreadable` when there is no such file.
    public init(file path: String, limits: ContainerLimits = ContainerLimits()) throws(ContainerError) {
        try self.init { () throws(ContainerError) in try ContainerReader(file: path, limits: limits) }
    }

    private init(_ open: @escaping () throws(ContainerError) -> ContainerReader) throws(ContainerError) {
        self.open = open
        let reader = try open()
        guard try Self.goTo(Self.mimetypeName, in: reader) else { throw ContainerError(.notASiCE, "there is no entry mimetype") }
        let content = try reader.readAll(byteLimit: Self.mimetypeBytesMax)
        let text = String(decoding: content, as: UTF8.self).filter { !$0.isWhitespace }
        guard text == Self.mediaType else {
            throw ContainerError(.notASiCE, "mimetype says something else", entry: EntryName.printable(content))
        }
        guard reader.entries.contains(where: { $0.name == Self.messageName && !$0.isDirectory }) else {
            throw ContainerError(.messageMissing, "there is no entry \(Self.messageName)")
        }
        files = reader.entries.filter { entry in
            !entry.isDirectory && entry.name != Self.messageName && entry.name != Self.mimetypeName
                && entry.name.split(separator: "/").first.map(String.init) != Self.signatureFolder
        }
    }

    /// The arkivmelding's XML.
    ///
    /// - Parameter byteLimit: the largest message to read.
    /// - Throws: `entryTooLarge`, `damaged`.
    public func message(byteLimit: Int) throws(ContainerError) -> [UInt8] { try reader(at: Self.messageName).readAll(byteLimit: byteLimit) }

    /// A reader that stands at the start of one file: read it with ``ContainerReader/read(upTo:)``.
    ///
    /// - Throws: `noSuchEntry` when no file has that name.
    public func reader(ofFile name: String) throws(ContainerError) -> ContainerReader {
        guard files.contains(where: { $0.name == name }) else {
            throw ContainerError(.noSuchEntry, "no file has this name", entry: EntryName.printable(name.utf8))
        }
        return try reader(at: name)
    }

    /// Goes through all files in one pass; `body` reads from the reader it is given.
    public func forEachFile(_ body: (ContainerEntry, ContainerReader) throws -> Void) throws {
        let reader = try open()
        let wanted = Set(files.map(\.name))
        while let entry = try reader.next() {
            if wanted.contains(entry.name) { try body(entry, reader) }
        }
    }

    private func reader(at name: String) throws(ContainerError) -> ContainerReader {
        let reader = try open()
        guard try Self.goTo(name, in: reader) else { throw ContainerError(.noSuchEntry, "no entry has this name", entry: name) }
        return reader
    }

    private static func goTo(_ name: String, in reader: ContainerReader) throws(ContainerError) -> Bool {
        while let entry = try reader.next() {
            if entry.name == name, !entry.isDirectory { return true }
        }
        return false
    }
}
