import Contracts
import Domain
import DomainTestSupport
import Foundation
import ServiceTestSupport
import Testing
import Transfer

/// As many who follow as an instance is to bear, on a process of its own: its memory and its open files are its own.
@Suite struct ManyFollowersTests {
    private static let followers = 5_000
    /// Subscriptions they share: an instance lets 1,000 follow each.
    private static let subscriptions = 5
    /// Connections for everything else, stores and logs, of the service; the test's own files are fewer.
    private static let filesNeeded = followers + 2_000
    /// What one connection may take of the service's memory, all in all: head, queue, task, reader.
    private static let limitBytesPerConnection = 96 << 10

    private static let mayOpenEnough = SubscriberSwarm.limitOpenFiles >= filesNeeded

    @Test(
        .enabled(
            if: mayOpenEnough,
            "the hard limit of open files (ulimit -Hn) is \(SubscriberSwarm.limitOpenFiles), \(filesNeeded) are needed"),
        .timeLimit(.minutes(5)))
    func `5,000 connections to one process are told once each, one more is refused, and all can go`() async throws {
        let folder = try DataFolder()
        let logg = try await Registerlogg(folder)
        var register = try Registerproeve()
        try await logg.write(newOf: register)
        let client = HTTPClient()
        do {
            let settings = [
                "SAKARKIV_PARTITIONS": "1", "SAKARKIV_NOTIFICATIONS_FOLLOWERS": "\(Self.followers)",
                "SAKARKIV_NOTIFICATIONS_HEARTBEAT_SECONDS": "3",
                // They all come from one address here, as from a proxy.
                "SAKARKIV_NOTIFICATIONS_CONNECTIONS_PER_ADDRESS": "\(Self.filesNeeded)",
            ]
            let service = try await ServiceProgram.start("notifications", in: folder, settings, client: client)
            // Ended by its last reference also when something here fails.
            try await run(Subject(service: service, folder: folder, client: client), logg, &register)
            #expect(await service.stop() == 0)
        } catch {
            await client.shutdown()
            throw error
        }
        await client.shutdown()
        await logg.close()
    }

    private func run(_ subject: Subject, _ logg: Registerlogg, _ register: inout Registerproeve) async throws {
        var paths: [String] = []
        for _ in 0..<Self.subscriptions { paths.append("/abonnementer/\(try await subject.subscribe())/hendelser") }
        let (memory, files) = (try subject.service.residentBytes(), try subject.service.openFiles())
        let swarm = try SubscriberSwarm(url: subject.service.url, paths: paths, token: try subject.token(), count: Self.followers)
        do {
            try await swarm.waitUntilAnswered(Self.followers)
            #expect(swarm.answered == Self.followers && swarm.refused == 0 && swarm.closed == 0)
            #expect(try await subject.followers() == Self.followers)
            let more = try await subject.follow(paths[0])
            #expect(more.status == 503 && more.headers["Retry-After"] == "5")
            #expect(more.json["detail"]?.text == "\(Self.followers) connections follow feeds here already, which is the limit")

            // A case, then a letter in it: who was told of the letter was told of everything before it.
            let sak = try register.sak("Sak")
            try await logg.write(newOf: register)
            try await swarm.waitUntilArrived(1, at: Self.followers)
            _ = try register.brev(i: sak)
            try await logg.write(newOf: register)
            try await swarm.waitUntilArrived(2, at: Self.followers)
            #expect(swarm.told(1) == Array(0..<Self.followers) && swarm.told(2) == Array(0..<Self.followers))
            #expect(swarm.closed == 0)
            let taken = try subject.service.residentBytes() - memory
            #expect(taken <= Self.followers * Self.limitBytesPerConnection, "\(taken / Self.followers) bytes a connection")
        } catch {
            try await swarm.end()
            throw error
        }
        try await swarm.end()
        // Sockets that are gone are noticed by heartbeats.
        try await eventually("nobody who follows") { try await subject.followers() == 0 ? true : nil }
        try await eventually("closed sockets") { try subject.service.openFiles() <= files + 8 ? true : nil }
        #expect(try await subject.call("GET", paths[0]).json["treff"]?.elements?.count == 2)
    }

    /// The service, as those see it who ask it.
    private struct Subject {
        let service: ServiceProgram
        let folder: DataFolder
        let client: HTTPClient

        func token() throws -> String {
            try String(contentsOfFile: "\(folder.path)/tokens/saksbehandler", encoding: .utf8)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }

        func call(_ method: String, _ path: String, _ body: JSONValue? = nil, accept: String = "*/*") async throws -> ServiceAnswer {
            var request = HTTPClientRequest(method: method, url: service.url + path, body: body?.encoded() ?? [])
            (request.headers["Authorization"], request.headers["Accept"]) = ("Bearer \(try token())", accept)
            return ServiceAnswer(try await client.send(request))
        }

        /// Asks for the stream of a feed; for a refusal, which ends.
        func follow(_ path: String) async throws -> ServiceAnswer { try await call("GET", path, accept: "text/event-stream") }

        /// Makes a subscription to everything in Hamar; its id.
        func subscribe() async throws -> String {
            let wish: JSONValue = ["navn": "Mange", "filter": ["kommune": .string(hamar.rawValue)], "levering": ["type": "sse"]]
            // The municipality is taken in from the log soon after the start.
            return try await eventually("a subscription") { try await call("POST", "/abonnementer", wish).json["id"]?.text }
        }

        /// How many follow, by the service's own figures.
        func followers() async throws -> Int {
            let figures = try await call("GET", "/metrics").text.split(separator: "\n")
            guard let line = figures.first(where: { $0.hasPrefix("sakarkiv_feed_followers ") }),
                let number = line.split(separator: " ").last.flatMap({ Double($0) })
            else { throw Unexpected(description: "no figure of those who follow") }
            return Int(number)
        }
    }
}
