/// One object of a bucket.
public struct S3Object: Sendable, Hashable {
    /// Its key.
    public let key: String
    /// Its size in bytes.
    public let bytes: Int64
    /// Its entity tag, in its quotes.
    public let entityTag: String
    /// When it was written, as the server says it.
    public let modified: String
}

/// A part of a bucket's list.
public struct S3Listing: Sendable, Hashable {
    /// The objects, in the order of their keys.
    public let objects: [S3Object]
    /// Where the list goes on: the `after` of the next question; nil at the end.
    public let next: String?
}

/// One part of an object that is sent in parts.
public struct S3Part: Sendable, Hashable {
    /// Its number, from 1.
    public let number: Int
    /// The tag the server gave it.
    public let entityTag: String
}
