import Contracts
import Domain
import DomainTestSupport
import Glibc
import ServiceTestSupport
import Synchronization
import Testing
import Transfer

@testable import NotificationsService

@Suite struct FeedTests {
    /// A service over the log of a registry that is played by the test.
    private struct Stage {
        let service: RunningNotifications
        let logg: Registerlogg
        var register: Registerproeve

        init(_ more: [String: String] = [:]) async throws {
            let folder = try DataFolder()
            register = try Registerproeve()
            logg = try await Registerlogg(folder)
            service = try await RunningNotifications.start(in: folder, more)
            try await publish()
        }

        /// Lets the service see what the registry has done since.
        mutating func publish() async throws {
            try await logg.write(newOf: register)
        }

        /// Some letters in one case.
        mutating func letters(_ count: Int) async throws {
            if sak == nil { sak = try register.sak("Sak", ansvarlig: "Kari") }
            guard let sak else { return }
            for _ in 0..<count { _ = try register.brev(i: sak) }
            try await publish()
        }
        private var sak: SystemID?

        func end() async {
            await service.stop()
            await logg.close()
        }
    }

    private func take(_ count: Int, of events: ReceivedEvents) async throws -> [ReceivedEvent] {
        var taken: [ReceivedEvent] = []
        for try await event in events {
            taken.append(event)
            if taken.count == count { break }
        }
        return taken
    }

    @Test(.timeLimit(.minutes(5)))
    func `one cursor for all: events followed, followed on after a cut, polled, waited for`() async throws {
        var stage = try await Stage()
        let id = try await stage.service.subscribe()
        let stream = try await stage.service.follow(id)
        try await stage.letters(4)
        let first = try await take(3, of: stream)
        #expect(first.map(\.lastEventID) == ["1", "2", "3"])
        let told = try JSONReader.read(Array(first[1].data.utf8))
        #expect(told["type"] == "journalpost.opprettet" && told["mappeID"] == "2026/1" && told["cursor"] == 2)
        let rest = try await take(2, of: try await stage.service.follow(id, after: "3"))
        #expect(rest.map(\.lastEventID) == ["4", "5"])

        let page = try await stage.service.get("/abonnementer/\(id)/hendelser?after=1&limit=2")
        #expect(page.cursors == [2, 3])
        let next = try await stage.service.get(try #require(page.json["neste"]?.text))
        #expect(next.cursors == [4, 5])
        let latest = try await stage.service.get("/abonnementer/\(id)/hendelser?foer=siste&limit=3")
        #expect(latest.cursors == [5, 4, 3])
        let older = try await stage.service.get(try #require(latest.json["eldre"]?.text))
        #expect(older.cursors == [2, 1] && older.json["eldre"] == nil)

        let (service, end) = (stage.service, try #require(next.json["neste"]?.text))
        async let waited = service.get(end + "&vent=30")
        try await stage.letters(1)
        #expect(try await waited.cursors == [6])
        #expect(try await stage.service.get("/abonnementer/\(id)/hendelser?after=6&vent=1").cursors.isEmpty)
        #expect(try await stage.service.get("/abonnementer/\(id)/hendelser?after=tull").status == 400)
        #expect(try await stage.service.get("/abonnementer/\(id)/hendelser?vent=31").status == 400)
        await stage.end()
    }

    @Test(.timeLimit(.minutes(5)))
    func `a feed survives a restart, without anything twice; a stream ends properly when the service does`() async throws {
        var stage = try await Stage()
        let id = try await stage.service.subscribe()
        let stream = try await stage.service.follow(id, after: "0")
        try await stage.letters(3)
        // A stream may end before everything is sent: whoever comes back goes on. Here it is to have come.
        let seen = Mutex<[String?]>([])
        let reading = Task { for try await event in stream { seen.withLock { $0.append(event.lastEventID) } } }
        _ = try await eventually("three letters on the stream") { seen.withLock { $0.count } == 4 ? true : nil }
        let code = await stage.service.stop()
        #expect(code == .ok)
        try await reading.value
        #expect(seen.withLock { $0 } == ["1", "2", "3", "4"])
        let again = try await RunningNotifications.start(in: stage.service.folder)
        try await stage.letters(1)
        let rest = try await take(1, of: try await again.follow(id, after: "4"))
        #expect(rest.map(\.lastEventID) == ["5"])
        #expect(try await again.get("/abonnementer/\(id)/hendelser").cursors == [1, 2, 3, 4, 5])
        await again.stop()
        await stage.logg.close()
    }

    @Test(.timeLimit(.minutes(5)))
    func `whoever follows a subscription that is deleted sees the end`() async throws {
        var stage = try await Stage()
        let id = try await stage.service.subscribe()
        let stream = try await stage.service.follow(id)
        try await stage.letters(1)
        async let all = take(100, of: stream)
        _ = try await eventually("a letter") {
            try await stage.service.get("/abonnementer/\(id)/hendelser").cursors.count == 2 ? true : nil
        }
        #expect(try await stage.service.call("DELETE", "/abonnementer/\(id)").status == 204)
        #expect(try await all.count <= 2)
        #expect(try await stage.service.get("/abonnementer/\(id)/hendelser").status == 404)
        await stage.end()
    }

    @Test(.timeLimit(.minutes(5)))
    func `a subscriber that never reads is cut, disturbs nobody and loses nothing`() async throws {
        var stage = try await Stage(["SAKARKIV_NOTIFICATIONS_STALLED_SECONDS": "2"])
        let id = try await stage.service.subscribe()
        let silent = try SilentPeer(stage.service, path: "/abonnementer/\(id)/hendelser")
        let reading = try await stage.service.follow(id)
        let brev = try stage.register.brev(i: try stage.register.sak("Sak"))
        try await stage.publish()
        // More than the sockets' own buffers can hold.
        let total = 30_000
        var files: [[any DomainEvent]] = []
        for number in 0..<(total / 500) {
            files.append(
                (0..<500).map { index in
                    FilLagret(
                        dokumentobjekt: SystemID(high: 1, low: UInt64(number * 500 + index)), dokumentbeskrivelse: brev, registrering: brev,
                        sjekksum: "", filstoerrelse: 1, format: "av/0", mimeType: "a/b", lagretDato: stage.register.varsling.now)
                })
        }
        // The registry does not say this, but whoever says it: the fact is the same.
        try await stage.logg.write(files, at: stage.register.varsling.now)
        #expect(try await take(total + 2, of: reading).map(\.lastEventID) == (1...(total + 2)).map { "\($0)" })
        _ = try await eventually("the cut") {
            try await stage.service.get("/metrics", as: nil).text.contains("sakarkiv_feed_cut_total 1\n") ? true : nil
        }
        let after = try await stage.service.get("/abonnementer/\(id)/hendelser?after=\(total - 3)")
        #expect(after.cursors == (-2...2).map { Int64(total + $0) })
        silent.close()
        await stage.end()
    }

    @Test(.timeLimit(.minutes(5)))
    func `deadlines are looked at by the clock, and reminded of once, also across a restart`() async throws {
        var stage = try await Stage(["SAKARKIV_NOTIFICATIONS_DEADLINE_CHECK_SECONDS": "1"])
        let id = try await stage.service.subscribe(["hendelsestyper": ["frist.forfalt"]])
        let today = Tidspunkt(milliseconds: Int64(time(nil)) * 1_000)
        stage.register.varsling.now = today
        _ = try stage.register.brev(i: try stage.register.sak("Sak"), frist: today.norskDato.description)
        try await stage.publish()
        func reminders(_ service: RunningNotifications) async throws -> [Int64] {
            try await service.get("/abonnementer/\(id)/hendelser").cursors
        }
        _ = try await eventually("the reminder") { try await reminders(stage.service).isEmpty ? nil : true }
        await stage.service.stop()
        let again = try await RunningNotifications.start(in: stage.service.folder, ["SAKARKIV_NOTIFICATIONS_DEADLINE_CHECK_SECONDS": "1"])
        try await stage.letters(1)
        let all = try await again.subscribe()
        try await stage.letters(1)
        _ = try await eventually("a later event") { try await again.get("/abonnementer/\(all)/hendelser").cursors.isEmpty ? nil : true }
        #expect(try await reminders(again).count == 1)
        await again.stop()
        await stage.logg.close()
    }
}
