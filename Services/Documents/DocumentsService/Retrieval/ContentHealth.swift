import Domain
import ServiceKit
import ShardRuntime

/// What the content store contributes to `/readyz`: whether it answers.
struct ContentHealth: Sendable {
    let content: any ContentStore
    let municipalities: MunicipalityDirectory

    func register(in health: HealthChecks) {
        let (content, municipalities) = (content, municipalities)
        health.add("content") {
            guard let kommune = municipalities.all.first else { return .healthy() }
            do {
                // Of no file that anybody has: whether it is there is not the question.
                _ = try await content.byteCount(of: ContentKey(kommune: kommune, digest: ContentDigest(of: [])))
                return .healthy()
            } catch {
                return .unhealthy("the storage of files does not answer: \(error)")
            }
        }
    }
}
