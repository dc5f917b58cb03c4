import Domain
import DomainTestSupport
import ServiceTestSupport
import Testing
import Transfer

@testable import NotificationsService

@Suite struct TwoInstancesTests {
    /// The cursors until there are so many, or the stream ends or breaks.
    private func cursors(_ count: Int, of events: ReceivedEvents) async -> [String] {
        var all: [String] = []
        do {
            for try await event in events {
                all.append(event.lastEventID)
                if all.count == count { break }
            }
        } catch {
            // Broken off: what came before counts.
        }
        return all
    }

    @Test(.timeLimit(.minutes(5)))
    func `any instance takes any request, and a feed goes on at whoever owns it next`() async throws {
        let folder = try DataFolder()
        let logg = try await Registerlogg(folder)
        var register = try Registerproeve()
        try await logg.write(newOf: register)
        let one = try await RunningNotifications.start(in: folder)
        let two = try await RunningNotifications.start(in: folder, ["SAKARKIV_INSTANCE": "2"])
        let id = try await two.subscribe()
        let streams = [try await one.follow(id), try await two.follow(id)]
        let sak = try register.sak("Sak")
        _ = try register.brev(i: sak)
        try await logg.write(newOf: register)
        for stream in streams { #expect(await cursors(2, of: stream) == ["1", "2"]) }
        for service in [one, two] { #expect(try await service.get("/abonnementer/\(id)/hendelser").cursors == [1, 2]) }

        let isOneTheOwner = try await one.get("/metrics", as: nil).text.contains("sakarkiv_partition_owned{partition=\"0\"} 1")
        let (owner, other) = isOneTheOwner ? (one, two) : (two, one)
        let forwarded = try await other.follow(id, after: "2")
        await owner.stop()
        #expect(await cursors(1, of: forwarded).isEmpty, "the stream ends when its owner does")
        _ = try register.brev(i: sak)
        try await logg.write(newOf: register)
        let rest = try await eventually("the new owner's stream") {
            // Not yet the owner: the answer is 503 until it is.
            guard let stream = try? await other.follow(id, after: "2") else { return nil as [String]? }
            return await cursors(1, of: stream)
        }
        #expect(rest == ["3"])
        await other.stop()
        await logg.close()
    }
}
