import Domain
import Foundation
import Testing

@testable import DocumentsService

struct OrphanTests {
    private let grace = Duration.seconds(7 * 86_400)

    @Test func `bytes without a commit go after the grace time; those with one stay`() async throws {
        let bench = try FixityBench()
        let kept = try await bench.upload([1])
        let orphan = try await bench.content.put([2], kommune: bench.hamar)
        #expect(try await bench.finder().search(bench.hamar).isEmpty)
        try await bench.pass(grace + .seconds(3600))
        #expect(try await bench.finder().search(bench.hamar) == [orphan.digest])
        #expect(try await bench.content.byteCount(of: kept) == 1)
        #expect(try await bench.content.byteCount(of: ContentKey(kommune: bench.hamar, digest: orphan.digest)) == nil)
        #expect(bench.log.lines.contains { $0.contains("without a commit was removed") })
    }

    @Test func `bytes that are stored again meanwhile stay`() async throws {
        let bench = try FixityBench()
        let orphan = try await bench.content.put([2], kommune: bench.hamar)
        let key = ContentKey(kommune: bench.hamar, digest: orphan.digest)
        let listed = try #require(try await bench.content.list(bench.hamar, after: nil, limit: 1).first)
        // Until the clock of the disk has moved on.
        let deadline = Date().addingTimeInterval(30)
        repeat {
            #expect(try await bench.content.put([2], kommune: bench.hamar).wasThere)
        } while try await bench.content.list(bench.hamar, after: nil, limit: 1).first == listed && Date() < deadline
        #expect(try await bench.content.remove(key, storedBefore: listed.storedAtMilliseconds + 1) == false)
        #expect(try await bench.content.byteCount(of: key) == 1)
        #expect(try await bench.content.remove(key, storedBefore: .max))
    }

    @Test func `nothing is removed where the store cannot be asked`() async throws {
        let bench = try FixityBench()
        _ = try await bench.content.put([2], kommune: bench.hamar)
        try await bench.pass(grace + .seconds(3600))
        #expect(try await bench.finder(isOwner: false).search(bench.hamar).isEmpty)
        #expect(try await bench.content.list(bench.hamar, after: nil, limit: 10).count == 1)
    }

    @Test func `unfinished uploads go too, when nothing came for that long`() async throws {
        let bench = try FixityBench()
        let upload = try #require(UploadKey(kommune: bench.hamar, name: "u"))
        _ = try await bench.content.append(ContentConformance.Pieces(pieces: [[1]]), to: upload, at: 0, byteLimit: 10)
        _ = try await bench.finder().search(bench.hamar)
        #expect(try await bench.content.uploads(bench.hamar).count == 1)
        try await bench.pass(grace + .seconds(3600))
        _ = try await bench.finder().search(bench.hamar)
        #expect(try await bench.content.uploads(bench.hamar).isEmpty)
    }

    @Test func `more than a page is searched`() async throws {
        let bench = try FixityBench()
        var orphans: Set<ContentDigest> = []
        for number in 0..<OrphanFinder.pageFiles + 20 {
            let bytes = Array("\(number)".utf8)
            if number % 100 == 0 {
                _ = try await bench.upload(bytes)
            } else {
                orphans.insert(try await bench.content.put(bytes, kommune: bench.hamar).digest)
            }
        }
        try await bench.pass(grace + .seconds(3600))
        #expect(Set(try await bench.finder().search(bench.hamar)) == orphans)
    }
}
