import Contracts
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    struct OpenAPITests {
        /// Paths that need no token.
        private static let open: Set<String> = ["/healthz", "/readyz", "/metrics", "/openapi.json"]

        @Test func `every operation that is described exists, and asks who is there`() async throws {
            try await withRegistry { registry in
                let paths = try #require(try await registry.get("/openapi.json", as: nil).json["paths"]?.members)
                var count = 0
                for (path, operations) in paths where !Self.open.contains(path) {
                    let concrete = path.split(separator: "/").map { $0.hasPrefix("{") ? "1" : String($0) }.joined(separator: "/")
                    for method in operations.members?.keys.sorted() ?? [] where method != "parameters" {
                        let answer = try await registry.call(method.uppercased(), "/\(concrete)", as: nil)
                        #expect(answer.status == 401, "\(method) \(path): \(answer.status) \(answer.text)")
                        count += 1
                    }
                }
                #expect(count > 30)
            }
        }
    }
}
