import Domain
import Foundation
import Synchronization
import Testing

@testable import DocumentsService

/// What every back end of the content store promises; each promise is a function that the back ends' tests call.
struct ContentConformance {
    let store: any ContentStore
    let hamar: Organisasjonsnummer
    let stange: Organisasjonsnummer

    init(_ store: any ContentStore) throws {
        self.store = store
        hamar = try #require(Organisasjonsnummer("970540008"))
        stange = try #require(Organisasjonsnummer("970169717"))
    }

    /// Bytes that come in pieces, and may break off.
    struct Pieces: AsyncSequence, Sendable {
        struct BrokenOff: Error {}

        let pieces: [[UInt8]]
        var breaksOff = false

        func makeAsyncIterator() -> Iterator { Iterator(rest: pieces[...], breaksOff: breaksOff) }

        struct Iterator: AsyncIteratorProtocol {
            var rest: ArraySlice<[UInt8]>
            let breaksOff: Bool

            mutating func next() async throws -> [UInt8]? {
                if rest.isEmpty, breaksOff { throw BrokenOff() }
                return rest.popFirst()
            }
        }
    }

    static func sample(_ count: Int, seed: UInt8 = 1) -> [UInt8] {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
        return (0..<count).map { _ in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state >> 24)
        }
    }

    private func code(_ body: () async throws -> Void) async -> ContentError.Code? {
        do {
            try await body()
            return nil
        } catch let error as ContentError {
            return error.code
        } catch {
            Issue.record("another error: \(error)")
            return nil
        }
    }

    private func upload(_ name: String) throws -> UploadKey { try #require(UploadKey(kommune: hamar, name: name)) }

    private func all(_ kommune: Organisasjonsnummer) async throws -> [ContentDigest] {
        try await store.list(kommune, after: nil, limit: 1_000).map(\.digest)
    }

    func keepsWhatItIsGiven() async throws {
        let bytes = Self.sample(1_500_000)
        let digest = ContentDigest(of: bytes)
        let pieces = Pieces(pieces: stride(from: 0, to: bytes.count, by: 70_001).map { Array(bytes[$0..<min($0 + 70_001, bytes.count)]) })
        let stored = try await store.put(pieces, kommune: hamar, expected: digest, byteLimit: 1_500_000)
        #expect(stored == StoredContent(digest: digest, byteCount: 1_500_000, wasThere: false))
        let key = ContentKey(kommune: hamar, digest: digest)
        #expect(try await store.byteCount(of: key) == 1_500_000)
        #expect(try await store.read(key, 0..<Int64.max) == bytes)
        let empty = try await store.put([], kommune: hamar)
        #expect(empty.byteCount == 0)
        #expect(try await store.read(ContentKey(kommune: hamar, digest: empty.digest), 0..<10).isEmpty)
    }

    func givesParts() async throws {
        let bytes = Self.sample(900_000)
        let key = ContentKey(kommune: hamar, digest: try await store.put(bytes, kommune: hamar).digest)
        let ranges: [Range<Int64>] = [0..<1, 899_999..<900_000, 300_000..<800_000, 899_990..<2_000_000, 900_000..<900_001, 5..<5]
        for range in ranges {
            let expected = bytes[Int(min(range.lowerBound, 900_000))..<Int(min(range.upperBound, 900_000))]
            #expect(try await store.read(key, range) == Array(expected), "\(range)")
        }
        let opened = try await store.open(key, range: 10..<20)
        #expect(opened.fileByteCount == 900_000)
        #expect(opened.range == 10..<20)
    }

    func storesOnce() async throws {
        let bytes = Self.sample(10_000)
        let first = try await store.put(bytes, kommune: hamar)
        let second = try await store.put(bytes, kommune: hamar, expected: first.digest)
        #expect(!first.wasThere && second.wasThere)
        #expect(try await all(hamar) == [first.digest])
        #expect(try await store.byteCount(of: ContentKey(kommune: stange, digest: first.digest)) == nil)
        let other = try await store.put(bytes, kommune: stange)
        #expect(!other.wasThere)
    }

    func manyAtOnceOfOneFileAreOne() async throws {
        let bytes = Self.sample(200_000)
        let results = try await withThrowingTaskGroup(of: StoredContent.self) { group in
            for _ in 0..<12 { group.addTask { try await store.put(bytes, kommune: hamar) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(results.map(\.digest)) == [ContentDigest(of: bytes)])
        #expect(try await all(hamar).count == 1)
        #expect(try await store.read(ContentKey(kommune: hamar, digest: ContentDigest(of: bytes)), 0..<200_000) == bytes)
    }

    func refusesAnotherChecksum() async throws {
        let stated = ContentDigest(of: [1])
        #expect(await code { _ = try await store.put(Self.sample(5_000), kommune: hamar, expected: stated) } == .checksumMismatch)
        try await expectNothingLeft()
    }

    func refusesTooMuch() async throws {
        let pieces = Pieces(pieces: [Self.sample(600), Self.sample(600)])
        #expect(await code { _ = try await store.put(pieces, kommune: hamar, expected: nil, byteLimit: 1_199) } == .tooLarge)
        try await expectNothingLeft()
    }

    func forgetsWhatBrokeOff() async throws {
        let pieces = Pieces(pieces: [Self.sample(800_000)], breaksOff: true)
        await #expect(throws: Pieces.BrokenOff.self) { try await store.put(pieces, kommune: hamar, expected: nil, byteLimit: .max) }
        try await expectNothingLeft()
    }

    private func expectNothingLeft() async throws {
        #expect(try await all(hamar).isEmpty)
        #expect(try await store.uploads(hamar).isEmpty)
        #expect(try await store.discardAbandoned(hamar, unchangedSince: .max) == 0)
    }

    func saysWhatIsNotThere() async throws {
        let key = ContentKey(kommune: hamar, digest: ContentDigest(of: [9]))
        #expect(try await store.byteCount(of: key) == nil)
        #expect(await code { _ = try await store.open(key, range: nil) } == .notFound)
        #expect(try await store.remove(key) == false)
        #expect(try await all(hamar).isEmpty)
    }

    func listsInOrderAndInPages() async throws {
        var digests: [ContentDigest] = []
        for seed in 1...9 as ClosedRange<UInt8> { digests.append(try await store.put(Self.sample(100, seed: seed), kommune: hamar).digest) }
        var (found, after) = ([ListedContent](), ContentDigest?.none)
        while case let page = try await store.list(hamar, after: after, limit: 4), let last = page.last {
            #expect(page.count <= 4)
            found += page
            after = last.digest
        }
        #expect(found.map(\.digest) == digests.sorted())
        #expect(found.allSatisfy { $0.byteCount == 100 && $0.storedAtMilliseconds > 1_500_000_000_000 })
    }

    func removes() async throws {
        let key = ContentKey(kommune: hamar, digest: try await store.put([1, 2, 3], kommune: hamar).digest)
        #expect(try await store.remove(key))
        #expect(try await store.byteCount(of: key) == nil)
        #expect(try await store.remove(key) == false)
        #expect(try await store.put([1, 2, 3], kommune: hamar).wasThere == false)
    }

    func takesUploadsInParts() async throws {
        let (bytes, upload) = (Self.sample(1_300_000), try upload("brev-1"))
        #expect(try await store.uploadedByteCount(upload) == 0)
        #expect(try await store.append(Pieces(pieces: [Array(bytes[..<700_000])]), to: upload, at: 0, byteLimit: 1_300_000) == 700_000)
        #expect(try await store.uploadedByteCount(upload) == 700_000)
        #expect(try await store.uploads(hamar).map(\.key) == [upload])
        #expect(await code { _ = try await store.append(Pieces(pieces: [[1]]), to: upload, at: 5, byteLimit: .max) } == .uploadOffset)
        let rest = Pieces(pieces: [Array(bytes[700_000..<700_010]), Array(bytes[700_010...])])
        #expect(try await store.append(rest, to: upload, at: 700_000, byteLimit: 1_300_000) == 1_300_000)
        #expect(
            await code { _ = try await store.append(Pieces(pieces: [[1]]), to: upload, at: 1_300_000, byteLimit: 1_300_000) } == .tooLarge)
        let digest = ContentDigest(of: bytes)
        #expect(try await store.finish(upload, expected: digest) == StoredContent(digest: digest, byteCount: 1_300_000, wasThere: false))
        #expect(try await store.read(ContentKey(kommune: hamar, digest: digest), 0..<Int64.max) == bytes)
        // Asked again, because the answer was lost.
        #expect(try await store.finish(upload, expected: digest) == StoredContent(digest: digest, byteCount: 1_300_000, wasThere: true))
        #expect(await code { _ = try await store.finish(upload, expected: nil) } == .notFound)
        #expect(try await store.uploads(hamar).isEmpty)
    }

    func goesOnWithAnUploadThatBrokeOff() async throws {
        let (bytes, upload) = (Self.sample(600_000), try upload("brev-2"))
        let broken = Pieces(pieces: [Array(bytes[..<550_000]), Array(bytes[550_000..<560_000])], breaksOff: true)
        await #expect(throws: Pieces.BrokenOff.self) { try await store.append(broken, to: upload, at: 0, byteLimit: .max) }
        let there = try await store.uploadedByteCount(upload)
        #expect(there == 560_000)
        _ = try await store.append(Pieces(pieces: [Array(bytes[Int(there)...])]), to: upload, at: there, byteLimit: .max)
        #expect(try await store.finish(upload, expected: nil).digest == ContentDigest(of: bytes))
    }

    func refusesAnUploadOfAnotherChecksum() async throws {
        let upload = try upload("brev-3")
        _ = try await store.append(Pieces(pieces: [[1, 2]]), to: upload, at: 0, byteLimit: .max)
        #expect(await code { _ = try await store.finish(upload, expected: ContentDigest(of: [3])) } == .checksumMismatch)
        try await expectNothingLeft()
    }

    func discardsUploads() async throws {
        for name in ["a", "b"] { _ = try await store.append(Pieces(pieces: [[1, 2]]), to: upload(name), at: 0, byteLimit: .max) }
        try await store.discard(upload("a"))
        #expect(try await store.uploads(hamar).map(\.key.name) == ["b"])
        #expect(try await store.discardAbandoned(hamar, unchangedSince: 1_000) == 0)
        #expect(try await store.discardAbandoned(hamar, unchangedSince: .max) == 1)
        try await expectNothingLeft()
        try await store.discard(upload("a"))
    }

    func isHeldBackNotFilled() async throws {
        // A reader that is slow gets the bytes one piece at a time: nothing is read ahead into memory.
        let bytes = Self.sample(1_000_000)
        let key = ContentKey(kommune: hamar, digest: try await store.put(bytes, kommune: hamar).digest)
        var largest = 0
        for try await piece in try await store.open(key, range: nil) { largest = max(largest, piece.count) }
        #expect(largest <= ContentBytes.pieceBytes)
    }
}
