import Domain

/// Where a file is: files are stored once per municipality, and municipalities never share one.
struct ContentKey: Hashable, Sendable {
    let kommune: Organisasjonsnummer
    let digest: ContentDigest
}

/// A file that is durably stored.
struct StoredContent: Hashable, Sendable {
    let digest: ContentDigest
    let byteCount: Int64
    /// The same bytes were stored before.
    let wasThere: Bool
}

/// A file as a listing shows it.
struct ListedContent: Hashable, Sendable {
    let digest: ContentDigest
    let byteCount: Int64
    /// When the bytes came to lie there, in milliseconds since 1970, by the storage's clock.
    let storedAtMilliseconds: Int64
}

/// An upload under way, named by who began it. The name becomes part of a file name and is held to what is safe as one.
struct UploadKey: Hashable, Sendable {
    /// Letters, digits, `-` and `_`.
    static let nameBytesMax = 100

    let kommune: Organisasjonsnummer
    let name: String

    /// Nil for a name that is empty, too long, or has other characters.
    init?(kommune: Organisasjonsnummer, name: String) {
        let isSafe = name.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == UInt8(ascii: "-")
                || $0 == UInt8(ascii: "_")
        }
        guard isSafe, (1...Self.nameBytesMax).contains(name.utf8.count) else { return nil }
        (self.kommune, self.name) = (kommune, name)
    }
}

/// An upload under way as a listing shows it.
struct ListedUpload: Hashable, Sendable {
    let key: UploadKey
    let byteCount: Int64
    /// When bytes last came, in milliseconds since 1970, by the storage's clock.
    let changedAtMilliseconds: Int64
}
