import Contracts
import Domain
import Foundation
import Observability
import ShardRuntime
import Testing

@testable import ServiceKit

/// What an instance knew of its stores survives it.
@Suite struct LastKnownTests {
    private let directory: TemporaryDirectory
    private let logger = Logger(service: "registry", sink: CapturedLog())

    init() throws { directory = try TemporaryDirectory() }

    @Test func `it is read as it was written`() throws {
        let kommune = try #require(Organisasjonsnummer("970540008"))
        let known = LastKnown(
            wholeAsOf: [0: 1_790_000_000_123, 3: 1_800_000_000_000], commits: [kommune: 17],
            kommuner: [kommune: .object(["navn": .string("Hamar")])])
        #expect(LastKnown(known.json) == known)
        #expect(LastKnown(try JSONReader.read(known.json.encoded())) == known)
    }

    @Test func `without a store, without a moment, or when it cannot be read, nothing is known`() throws {
        let stores = try ShardDirectory(path: directory.path + "/registry")
        let kommune = try #require(Organisasjonsnummer("970540008"))
        #expect(LastKnown.read(stores, logger) == nil)
        let known = LastKnown(wholeAsOf: [1: 1_790_000_000_000])
        try PrivateFile.replace(stores.lastKnownFile, known.json.encoded(), mode: 0o600)
        #expect(LastKnown.read(stores, logger) == nil)
        try PrivateFile.replace(stores.file(of: kommune), [], mode: 0o600)
        #expect(LastKnown.read(stores, logger) == known)
        try PrivateFile.replace(stores.lastKnownFile, LastKnown().json.encoded(), mode: 0o600)
        #expect(LastKnown.read(stores, logger) == nil)
        try PrivateFile.replace(stores.lastKnownFile, Array("{".utf8), mode: 0o600)
        #expect(LastKnown.read(stores, logger) == nil)
    }
}
