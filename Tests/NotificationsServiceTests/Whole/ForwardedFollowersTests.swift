import Domain
import DomainTestSupport
import ServiceTestSupport
import Testing
import Transfer

@testable import NotificationsService

/// Who follows may be connected to an instance that does not own the municipality: what they are told comes by way of it.
@Suite struct ForwardedFollowersTests {
    /// Two instances on one log, and a subscription.
    private struct Stage {
        let logg: Registerlogg
        var register: Registerproeve
        let owner: RunningNotifications
        let other: RunningNotifications
        let id: String
        var path: String { "/abonnementer/\(id)/hendelser" }

        init(_ settings: [String: String] = [:]) async throws {
            let folder = try DataFolder()
            logg = try await Registerlogg(folder)
            register = try Registerproeve()
            try await logg.write(newOf: register)
            let one = try await RunningNotifications.start(in: folder, settings)
            let two = try await RunningNotifications.start(in: folder, settings.merging(["SAKARKIV_INSTANCE": "2"]) { $1 })
            id = try await one.subscribe()
            let isOneTheOwner = try await one.get("/metrics", as: nil).text.contains("sakarkiv_partition_owned{partition=\"0\"} 1")
            (owner, other) = isOneTheOwner ? (one, two) : (two, one)
        }

        /// Connections to the instance that is not the owner.
        func swarm(_ count: Int) async throws -> SubscriberSwarm {
            let swarm = try SubscriberSwarm(url: other.url, paths: [path], token: try other.token(of: "saksbehandler"), count: count)
            do {
                try await swarm.waitUntilAnswered(count)
            } catch {
                try await swarm.end()
                throw error
            }
            return swarm
        }

        mutating func happen(_ what: (inout Registerproeve) throws -> Void) async throws {
            try what(&register)
            try await logg.write(newOf: register)
        }

        func end() async {
            await other.stop()
            await owner.stop()
            await logg.close()
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func `hundreds who follow by way of an instance that is not the owner are told once each, and hold nobody up`() async throws {
        let count = 300
        var stage = try await Stage()
        let swarm = try await stage.swarm(count)
        do {
            #expect(swarm.answered == count && swarm.refused == 0)
            // Beside them, other requests pass.
            #expect(try await stage.other.get(stage.path).status == 200)
            var sak: SystemID?
            try await stage.happen { sak = try $0.sak("Sak") }
            try await swarm.waitUntilArrived(1, at: count)
            // Who was told of the letter was told of everything before it.
            let mappe = try #require(sak)
            try await stage.happen { _ = try $0.brev(i: mappe) }
            try await swarm.waitUntilArrived(2, at: count)
            #expect(swarm.told(1) == Array(0..<count) && swarm.told(2) == Array(0..<count) && swarm.closed == 0)
        } catch {
            try await swarm.end()
            throw error
        }
        try await swarm.end()
        await stage.end()
    }

    @Test(.timeLimit(.minutes(5)))
    func `no more are passed on than the operator allows, and the rest follow the store that is kept warm here`() async throws {
        let stage = try await Stage([
            "SAKARKIV_NOTIFICATIONS_FORWARDED_REQUESTS": "70", "SAKARKIV_NOTIFICATIONS_HEARTBEAT_SECONDS": "2",
        ])
        let swarm = try await stage.swarm(70)
        do {
            #expect(swarm.answered == 70)
            let more = try await stage.other.get(stage.path)
            #expect(more.status == 200 && more.headers["Sakarkiv-As-Of"] != nil)
            #expect(try await stage.owner.get(stage.path).status == 200)
        } catch {
            try await swarm.end()
            throw error
        }
        try await swarm.end()
        // That they are gone is noticed by heartbeats.
        try await eventually("room again") { try await stage.other.get(stage.path).status == 200 ? true : nil }
        await stage.end()
    }
}
