import Foundation
import LogConformance
import Testing

@testable import CommitLog

/// A disk that really runs full: a small file system in memory. Mounting one takes root; elsewhere these are left out, and said to be.
@Suite(.serialized, .enabled(if: SmallDisk.isPossible, "mounting a small file system takes root"))
struct FullDiskTests {
    private let place = TopicPartition("t", 0)

    /// What became of the appends until and after the disk was full.
    private struct Outcome {
        var landed: [Offset: UInt8] = [:]
        var codes: [LogError.Code] = []
    }

    private func append(_ mark: UInt8, bytes: Int, to log: LocalLog, _ outcome: inout Outcome) async throws {
        do {
            let offsets = try await log.append([NewRecord(key: [mark], value: [UInt8](repeating: mark, count: bytes))], to: place)
            outcome.landed[offsets[0]] = mark
        } catch let error as LogError {
            outcome.codes.append(error.code)
        }
    }

    @Test(arguments: [1_048_576, 0])
    func `a full disk refuses appends, keeps what was acknowledged, and takes more when there is room again`(_ reserved: Int) async throws {
        let disk = try SmallDisk(megabytes: 8)
        var settings = LocalLogSettings()
        settings.reservedDiskBytes = reserved
        settings.checkpointAfterBytes = 1_000_000
        let log = try LocalLog(directory: disk.path + "/log", settings: settings)
        try await log.ensure([TopicSettings(name: "t", partitions: 1, retention: .forever)])
        let ballast = disk.path + "/ballast"
        #expect(FileManager.default.createFile(atPath: ballast, contents: Data(count: 2_000_000)))
        var outcome = Outcome()
        for mark in UInt8(0)..<200 where outcome.codes.isEmpty { try await append(mark, bytes: 50_000, to: log, &outcome) }
        #expect(outcome.landed.count > 10 && outcome.codes.count == 1)
        for mark in UInt8(200)..<230 { try await append(mark, bytes: 20_000, to: log, &outcome) }
        let allowed: Set<LogError.Code> = reserved > 0 ? [.diskFull] : [.diskFull, .outcomeUnknown]
        #expect(Set(outcome.codes).isSubset(of: allowed), "\(Set(outcome.codes))")
        try FileManager.default.removeItem(atPath: ballast)
        let failures = outcome.codes.count
        for mark in UInt8(230)..<240 { try await append(mark, bytes: 20_000, to: log, &outcome) }
        #expect(outcome.codes.count == failures, "there is room again")
        await log.close()
        let again = try LocalLog(directory: disk.path + "/log", settings: settings)
        let end = try await again.end(of: place)
        let reader = try await again.read(place, from: 0)
        var found: [LogRecord] = []
        while found.count < end { found += try await reader.next(limit: 100, timeout: .seconds(10)) }
        for (offset, mark) in outcome.landed { #expect(found[Int(offset)].key == [mark]) }
        let unknown = outcome.codes.count { $0 == .outcomeUnknown }
        #expect((outcome.landed.count...outcome.landed.count + unknown).contains(found.count))
        await again.close()
        disk.remove()
    }
}
