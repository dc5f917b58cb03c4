import Archive

/// The bytes of a file to identify: its beginning, its end, and what else an identifier asks for.
struct FormatSource: Sendable {
    /// How much is read at either end.
    static let windowBytes = 128 * 1024
    /// The largest zip that is taken into memory where the store has no files.
    static let containerInMemoryBytesMax: Int64 = 32 << 20

    let byteCount: Int64
    let head: [UInt8]
    let tail: [UInt8]
    /// The name it was sent with, where one is known: for formats that nothing in the bytes tells apart (CSV from text).
    let name: String?
    private let content: @Sendable (Range<Int64>) async throws -> ContentBytes
    private let path: String?
    private let disk: DiskThreads?

    /// A stored file.
    init(_ key: ContentKey, in store: any ContentStore, name: String?, disk: DiskThreads) async throws {
        guard let byteCount = try await store.byteCount(of: key) else { throw ContentError.notFound(key.digest) }
        let window = Int64(Self.windowBytes)
        self.byteCount = byteCount
        head = try await store.read(key, 0..<min(window, byteCount))
        tail = byteCount <= window ? head : try await store.read(key, byteCount - window..<byteCount)
        (self.name, path, self.disk) = (name, store.path(of: key), disk)
        content = { try await store.open(key, range: $0) }
    }

    /// Bytes in memory.
    init(_ bytes: [UInt8], name: String? = nil) {
        byteCount = Int64(bytes.count)
        head = Array(bytes.prefix(Self.windowBytes))
        tail = Array(bytes.suffix(Self.windowBytes))
        (self.name, path, disk) = (name, nil, nil)
        content = { ContentBytes(Array(bytes[Int($0.lowerBound)..<min(bytes.count, Int($0.upperBound))])) }
    }

    /// The ending of the name, in lower case and without the dot.
    var ending: String? {
        guard let name, let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
        return name[name.index(after: dot)...].lowercased()
    }

    /// A part anywhere in the file; shorter where the file ends.
    func read(_ range: Range<Int64>) async throws -> [UInt8] {
        let range = range.clamped(to: 0..<byteCount)
        if range.upperBound <= Int64(head.count) { return Array(head[Int(range.lowerBound)..<Int(range.upperBound)]) }
        return try await content(range).reduce(into: []) { $0 += $1 }
    }

    /// All bytes in order.
    func all() async throws -> ContentBytes { try await content(0..<byteCount) }

    /// Looks into the file as a zip; nil where it is none that can be read, or too large to be looked into.
    func container<Value: Sendable>(_ look: @escaping @Sendable (ContainerReader) throws -> Value) async throws -> Value? {
        // A document may have many parts and pack well; only a few small ones are unpacked here.
        let limits = ContainerLimits(entriesMax: 100_000, entryBytesMax: .max, totalBytesMax: .max, compressionRatioMax: 10_000)
        do {
            if let path, let disk { return try await disk.run { try look(ContainerReader(file: path, limits: limits)) } }
            guard byteCount <= Self.containerInMemoryBytesMax else { return nil }
            let bytes = try await read(0..<byteCount)
            return try look(ContainerReader(bytes, limits: limits))
        } catch is ContainerError {
            return nil
        }
    }
}
