import Contracts
import Crypto
import Domain

/// The outcome of one command: a clear header and a body, with the bytes as they stand in the log.
public struct Commit: Sendable {
    /// The header, read.
    public let header: CommitHeader
    /// The header's bytes, over which the chain runs.
    public let headerBytes: [UInt8]
    /// The body's bytes: events, receipts, answer.
    public let body: [UInt8]
    /// SHA-256 (hex) of the header's bytes: what the next commit names as `previous`.
    public let hash: String

    /// What is wrong with bytes that should have been a commit.
    public struct Malformed: Error, CustomStringConvertible {
        /// What is wrong.
        public let description: String
    }

    /// A new commit.
    public init(header: CommitHeader, body: [UInt8]) throws {
        self.header = header
        headerBytes = try JSONBytes.encode(header)
        self.body = body
        hash = SHA256.hex(headerBytes)
    }

    /// Reads a commit's value; checks that the body is the one the header names.
    ///
    /// - Throws: `Malformed`, or a decoding error.
    public init(_ value: [UInt8]) throws {
        guard let end = value.firstIndex(of: UInt8(ascii: "\n")) else { throw Malformed(description: "no line feed after the header") }
        headerBytes = Array(value[..<end])
        body = Array(value[(end + 1)...])
        header = try JSONBytes.decode(headerBytes)
        hash = SHA256.hex(headerBytes)
        guard SHA256.hex(body) == header.body else { throw Malformed(description: "the body is not the one its header names") }
    }

    /// The record to append, keyed by municipality.
    public func record() -> NewRecord {
        var value = headerBytes
        value.reserveCapacity(headerBytes.count + 1 + body.count)
        value.append(UInt8(ascii: "\n"))
        value.append(contentsOf: body)
        return NewRecord(key: Array(header.kommune.rawValue.utf8), value: value, headers: [RecordHeader("kind", "commit")])
    }
}
