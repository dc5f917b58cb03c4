import Contracts
import Domain
import HTTPServer
import ShardRuntime

/// What operators ask about snapshots: make one now, and which are there.
struct SnapshotRoutes<Model: ShardModel>: Sendable {
    private let service: ShardService<Model>
    /// How long a request waits for its snapshot; a large one is told of when it has begun. Below the time that clients and forwarders allow.
    private static var limitWaitSeconds: Int64 { 20 }

    init(_ service: ShardService<Model>) { self.service = service }

    /// Adds them.
    func add(to routes: inout ServiceRoutes) {
        routes.on(.post, "/admin/snapshot", for: [.operator]) { request in try await make(request) }
        routes.on(.get, "/admin/snapshots", for: [.operator]) { request in try await list(request) }
    }

    private func make(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let (kommune, keeper) = (try request.kommune(), try keeper())
        guard try service.runtime.knows(kommune) else { throw ProblemDetails.notFound("no municipality \(kommune) is set up here") }
        guard service.runtime.owns(kommune) else { return try await service.desk.elsewhere(kommune, request) }
        do {
            guard let made = try await keeper.make(kommune, waitingSeconds: Self.limitWaitSeconds) else {
                throw ProblemDetails.notFound("\(service.model.service) has no store for \(kommune)")
            }
            return .json(try JSONBytes.encode(made), status: 201)
        } catch let error as SnapshotError where error.code == .tooSlow {
            return .json(JSONValue.object(["kommune": .string(kommune.rawValue), "state": "making"]).encoded(), status: 202)
        } catch let error as SnapshotError {
            throw ProblemDetails.unavailable("the snapshot could not be made: \(error)", retryAfter: .seconds(60))
        }
    }

    /// Any instance answers: the snapshots lie where all see them.
    private func list(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let (kommune, keeper) = (try request.kommune(), try keeper())
        do {
            let found = try await keeper.all(kommune)
            return .json(try JSONBytes.encode(["treff": found]))
        } catch let error as SnapshotError {
            throw ProblemDetails.unavailable("the snapshots cannot be listed: \(error)", retryAfter: .seconds(60))
        }
    }

    private func keeper() throws(ProblemDetails) -> SnapshotKeeper<Model> {
        guard let keeper = service.snapshots else {
            throw .conflict("no snapshots are kept here: \(SnapshotKeys().place.name) names no place")
        }
        return keeper
    }
}
