import Contracts
import Observability

/// Asks again while a new municipality is not known everywhere yet.
struct DemoPatience: Sendable {
    private let client: ServiceClient
    private static let limitSeconds = 15
    private static let pauseMilliseconds = 100

    init(_ client: ServiceClient) { self.client = client }

    /// Does something until the service knows the municipality.
    func patiently<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
        let deadline = client.clock.elapsed() + .seconds(Self.limitSeconds)
        while true {
            do {
                return try await body()
            } catch let problem as Problem where [404, 503].contains(problem.status) && client.clock.elapsed() < deadline {
                try await client.clock.sleep(for: .milliseconds(Self.pauseMilliseconds))
            }
        }
    }
}
