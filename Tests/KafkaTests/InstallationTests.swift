import Contracts
import Foundation
import RegistryService
import ServiceTestSupport
import Testing

@testable import ServiceKit

/// The story: a test machine with production's topic prefix joined production's group and took half of its partitions without a word.
@Suite(.enabled(if: KafkaBroker.isAvailable, KafkaBroker.whySkipped), .timeLimit(.minutes(5)))
struct InstallationTests {
    private let prefix = "i\(UUID().uuidString.prefix(8))."

    private func settings(_ more: [String: String] = [:]) async throws -> [String: String] {
        [
            "SAKARKIV_LOG": "kafka:\(try await KafkaBroker.shared.value.bootstrap)", "SAKARKIV_TOPIC_PREFIX": prefix,
            "SAKARKIV_PARTITIONS": "1",
        ].merging(more) { $1 }
    }

    private func installation(_ folder: TestFolder) throws -> JSONValue {
        try JSONReader.read(Array(try Data(contentsOf: URL(filePath: DataDirectory(folder.path).installation))))
    }

    @Test func `a second data directory is refused, and taken in when it is given the installation's name`() async throws {
        let (first, second) = (try TestFolder(), try TestFolder())
        let running = try await RunningService.start(RegistryApp.definition, in: first, try await settings())
        let refused = try await RunningService.refusal(RegistryApp.definition, in: second, try await settings())
        #expect(refused.code == .configuration)
        #expect(refused.name == "installation_differs")
        let name = try #require(try installation(first)["id"]?.text)
        let own = try #require(try installation(second)["id"]?.text)
        let joined = try await RunningService.start(
            RegistryApp.definition, in: second, try await settings(["SAKARKIV_INSTALLATION": name, "SAKARKIV_INSTANCE": "2"]),
            isReady: false)
        #expect(try installation(second)["formerly"] == .array([.string(own)]))
        await joined.stop()
        await running.stop()
    }

    @Test func `two installations that start at the same moment agree on who has the topics, and an operator's name takes them over`()
        async throws
    {
        let folders = [try TestFolder(), try TestFolder()]
        let settings = try await settings()
        let outcomes = try await withThrowingTaskGroup(of: (Int, RunningService?).self) { group in
            for (number, folder) in folders.enumerated() {
                group.addTask {
                    // A refusal is what this is about: it is told apart from other failures below, by asking again.
                    (number, try? await RunningService.start(RegistryApp.definition, in: folder, settings, isReady: false))
                }
            }
            return try await group.reduce(into: [Int: RunningService]()) { $0[$1.0] = $1.1 }
        }
        #expect(outcomes.count == 1)
        let winner = try #require(outcomes.keys.first)
        let refused = try await RunningService.refusal(RegistryApp.definition, in: folders[1 - winner], settings)
        #expect(refused.name == "installation_differs")
        await outcomes[winner]?.stop()

        let named = settings.merging(["SAKARKIV_INSTALLATION": "hamar-prod"]) { $1 }
        let renamed = try await RunningService.start(RegistryApp.definition, in: folders[winner], named)
        await renamed.stop()
        let joined = try await RunningService.start(RegistryApp.definition, in: folders[1 - winner], named)
        await joined.stop()
    }
}
