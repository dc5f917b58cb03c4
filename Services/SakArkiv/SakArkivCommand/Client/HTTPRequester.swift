import Foundation
import Transfer

/// Sends the command's requests over HTTP(S).
struct HTTPRequester: Requester {
    private let client: HTTPClient

    init() {
        var configuration = HTTPClientConfiguration()
        configuration.userAgent = "sakarkiv/\(SakArkiv.version)"
        client = HTTPClient(configuration: configuration)
    }

    func send(_ request: ServiceRequest) async throws -> ServiceAnswer {
        let fields = request.headers.map { HTTPClientHeaders.Field(name: $0.key, value: $0.value) }
        var outgoing = HTTPClientRequest(
            method: request.method, url: request.url, headers: HTTPClientHeaders(fields), body: [UInt8](request.body))
        outgoing.timeout = .seconds(request.timeoutSeconds)
        do {
            let answer = try await client.send(outgoing)
            let headers = Dictionary(answer.headers.all.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
            return ServiceAnswer(status: answer.status, headers: headers, body: Data(answer.body))
        } catch {
            switch error.code {
            case .cancelled: throw CancellationError()
            case .malformedURL, .unsupportedProtocol: throw CommandFailure(.usage, "\(request.url) is no address: \(error.message)")
            default: throw Unreachable(reason: error.message)
            }
        }
    }
}
