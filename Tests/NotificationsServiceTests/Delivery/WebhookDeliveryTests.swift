import Contracts
import Domain
import Foundation
import ServiceTestSupport
import Synchronization
import Testing

@testable import NotificationsService

/// The whole way: a registry's commits, the service as it runs, a receiver.
struct WebhookDeliveryTests {
    private func withService(
        _ more: [String: String] = [:], _ target: WebhookTarget, _ body: (DeliveryProcess, DeliveryFolder) async throws -> Void
    ) async throws {
        let folder = try await DeliveryFolder()
        let service = try await DeliveryProcess.start(in: folder, more)
        do {
            try await folder.setUp()
            try await body(service, folder)
        } catch {
            await service.stop()
            await target.stop()
            throw error
        }
        await service.stop()
        await target.stop()
    }

    private func webhook(_ url: String) -> JSONValue { ["type": "webhook", "url": .string(url)] }

    @Test func `every hendelse comes as a signed CloudEvent, and those of a case in order`() async throws {
        let target = try WebhookTarget { _, _ in .taken }
        try await withService([:], target) { service, folder in
            let made = try await service.subscribe(webhook(target.url))
            let secret = try #require(made["levering"]?["hemmelighet"]?.text)
            let cases = try await folder.register(cases: 5)
            try await folder.addNotes(4, to: cases)
            try await eventually("25 deliveries") { target.cursors.count == 25 ? true : nil }
            #expect(Set(target.cursors) == Set(1...25))
            #expect(target.isOrderedByCase)
            #expect(target.all.allSatisfy { $0.isSigned(with: secret) })
            let first = try #require(target.all.first)
            #expect(first.headers["Content-Type"]?.hasPrefix("application/cloudevents+json") == true)
            #expect(first.event["id"]?.text == first.id)
            #expect(first.event["type"]?.text == HendelseCloudEvent.hendelseType)
            #expect(first.event["data"]?["type"]?.text == "saksmappe.opprettet")
            #expect(first.headers["traceparent"]?.contains("0af7651916cd43dd8448eb211c80319c") == true)
            let id = try #require(made["id"]?.text)
            try await eventually("an empty queue") { try await service.stand(id)["venter"]?.integer == 0 ? true : nil }
            let log = try await service.call("GET", "/abonnementer/\(id)/leveringer?limit=10").json
            #expect(log["treff"]?.elements?.count == 10)
            #expect(log["treff"]?[0]?["status"]?.integer == 204)
            let next = try #require(log["neste"]?.text)
            #expect(try await service.call("GET", next).json["treff"]?.elements?.count == 10)
            let metrics = try await service.call("GET", "/metrics", as: nil).text
            #expect(metrics.contains("sakarkiv_webhook_attempts_total{outcome=\"delivered\"}"))
        }
    }

    @Test func `a case whose hendelse fails waits, the others go on, and all arrives in order`() async throws {
        let isRefusing = Switch(true)
        let target = try WebhookTarget { event, _ in
            event["data"]?["cursor"]?.integer == 4 && isRefusing.isOn ? .status(500) : .taken
        }
        try await withService([:], target) { service, folder in
            _ = try await service.subscribe(webhook(target.url))
            let cases = try await folder.register(cases: 3)
            // The first notat of the first case is refused; two more of that case come after it.
            try await folder.addNotes(3, to: cases)
            try await eventually("what the other cases have") { target.cursors.count == 9 ? true : nil }
            #expect(Set(target.cursors) == [1, 2, 3, 5, 6, 8, 9, 11, 12])
            isRefusing.set(false)
            try await eventually("12 deliveries") { target.cursors.count == 12 ? true : nil }
            #expect(target.isOrderedByCase)
            #expect(Set(target.all.filter { $0.cursor == 4 }.map(\.id)).count == 1)
            #expect(target.all.contains { $0.cursor == 4 && $0.status == 500 })
        }
    }

    @Test func `410 disables at once, everything is kept, and enabling sends it`() async throws {
        let isGone = Switch(true)
        let target = try WebhookTarget { _, _ in isGone.isOn ? .status(410) : .taken }
        try await withService([:], target) { service, folder in
            let made = try await service.subscribe(webhook(target.url))
            let id = try #require(made["id"]?.text)
            let feed = try #require(try await service.subscribe(["type": "sse"])["id"]?.text)
            let foreign = try #require(try await service.subscribe(["type": "sse"], as: "byggsak")["id"]?.text)
            let cases = try await folder.register(cases: 1)
            try await eventually("a disabled subscription") {
                try await service.stand(id)["tilstand"]?.text == "deaktivert" ? true : nil
            }
            #expect(try await service.stand(id)["grunn"]?.text == "borte")
            let told = try await service.call("GET", "/abonnementer/\(feed)/hendelser").json["treff"]?.elements?.last
            #expect(told?["type"]?.text == "abonnement.deaktivert")
            #expect(told?["abonnement"]?.text.map { id.hasSuffix($0) } == true)
            let others = try await service.call("GET", "/abonnementer/\(foreign)/hendelser", as: "byggsak").json["treff"]?.elements?.last
            #expect(others?["type"]?.text == "skjermet" && others?["abonnement"] == nil)
            try await folder.addNotes(2, to: cases)
            // With the hendelse that says that the subscription was disabled: it is in its own feed too.
            try await eventually("four that wait") { try await service.stand(id)["venter"]?.integer == 4 ? true : nil }
            #expect(target.all.count == 1)
            isGone.set(false)
            #expect(try await service.call("POST", "/abonnementer/\(id)/aktiver", .object([:])).status == 200)
            try await eventually("four deliveries") { target.cursors.count == 4 ? true : nil }
            #expect(target.isOrderedByCase)
            #expect(try await service.stand(id)["tilstand"]?.text == "aktiv")
        }
    }

    @Test func `a redirect is a failure and is never followed, a silent target runs out of time, a closed port is named`() async throws {
        let elsewhere = try WebhookTarget { _, _ in .taken }
        let redirecting = try WebhookTarget { _, _ in
            WebhookTarget.Reply(status: 307, headers: ["Location": "http://127.0.0.1:1/"], delay: .zero)
        }
        let silent = try WebhookTarget { _, _ in WebhookTarget.Reply(delay: .seconds(60)) }
        try await withService(["SAKARKIV_NOTIFICATIONS_WEBHOOK_TIMEOUT_SECONDS": "1"], elsewhere) { service, folder in
            func failure(_ url: String) async throws -> String? {
                let id = try #require(try await service.subscribe(webhook(url))["id"]?.text)
                try await folder.register(cases: 1)
                return try await eventually("an attempt at \(url)") {
                    try await service.call("GET", "/abonnementer/\(id)/leveringer").json["treff"]?[0]?["feil"]?.text
                }
            }
            let (moved, late, closed) = (
                try await failure(redirecting.url), try await failure(silent.url), try await failure("http://127.0.0.1:1/")
            )
            #expect([moved, late, closed] == ["redirect", "timed_out", "connection_failed"])
        }
        await redirecting.stop()
        await silent.stop()
    }

    @Test func `Retry-After puts the target to rest, and the owner sees until when`() async throws {
        let target = try WebhookTarget { _, before in
            before == 0 ? WebhookTarget.Reply(status: 503, headers: ["Retry-After": "3"], delay: .zero) : .taken
        }
        try await withService([:], target) { service, folder in
            let id = try #require(try await service.subscribe(webhook(target.url))["id"]?.text)
            try await folder.register(cases: 1)
            try await eventually("rest") { try await service.stand(id)["tilstand"]?.text == "hviler" ? true : nil }
            try await eventually("the delivery") { target.cursors == [1] ? true : nil }
            let stamps = target.all.compactMap { Int($0.timestamp) }
            #expect(stamps.count == 2 && stamps[1] - stamps[0] >= 2)
        }
    }

    @Test func `what was under way when the service went away comes from the next one, in order, none missing`() async throws {
        let target = try WebhookTarget { _, _ in WebhookTarget.Reply(delay: .milliseconds(30)) }
        let folder = try await DeliveryFolder()
        var service = try await DeliveryProcess.start(in: folder)
        do {
            try await folder.setUp()
            _ = try await service.subscribe(webhook(target.url))
            let cases = try await folder.register(cases: 6)
            for round in 0..<3 {
                try await folder.addNotes(5, to: cases)
                let so = 6 + round * 30 + 5
                try await eventually("\(so) deliveries") { target.cursors.count >= so ? true : nil }
                await service.stop()
                service = try await DeliveryProcess.start(in: folder)
            }
            try await eventually("all deliveries") { target.cursors.count == 96 ? true : nil }
            #expect(Set(target.cursors) == Set(1...96))
            #expect(target.isOrderedByCase)
            let verdict = try await service.call("POST", "/admin/verify?kommune=\(DeliveryFolder.hamar)", as: "operator", .object([:])).json
            #expect(verdict["replay"]?["equal"]?.boolean == true, "\(verdict)")
        } catch {
            await service.stop()
            await target.stop()
            throw error
        }
        await service.stop()
        await target.stop()
    }

    @Test func `one hendelse or everything from a cursor is sent again with the same ids`() async throws {
        let target = try WebhookTarget { _, _ in .taken }
        try await withService([:], target) { service, folder in
            let id = try #require(try await service.subscribe(webhook(target.url))["id"]?.text)
            try await folder.register(cases: 4)
            try await eventually("four deliveries") { target.cursors.count == 4 ? true : nil }
            let first = try #require(target.all.first { $0.cursor == 2 }?.id)
            #expect(try await service.call("POST", "/abonnementer/\(id)/leveringer/gjenta", ["hendelse": 2]).status == 202)
            try await eventually("one more") { target.all.count == 5 ? true : nil }
            #expect(target.all.last?.id == first)
            let again = try await service.call("POST", "/abonnementer/\(id)/leveringer/gjenta", ["etter": 1])
            #expect(again.json["antall"]?.integer == 3)
            try await eventually("three more") { target.all.count == 8 ? true : nil }
            #expect(Set(target.all.suffix(3).compactMap(\.cursor)) == [2, 3, 4])
            #expect(try await service.call("POST", "/abonnementer/\(id)/leveringer/gjenta", ["hendelse": 99]).status == 404)
            #expect(try await service.call("POST", "/abonnementer/\(id)/leveringer/gjenta", .object([:])).status == 422)
        }
    }

    @Test func `new keys sign beside the old ones, and alone when no overlap is wanted; a trial says at once what came of it`() async throws
    {
        let target = try WebhookTarget { _, _ in .taken }
        try await withService([:], target) { service, folder in
            let made = try await service.subscribe(webhook(target.url))
            let (id, old) = (try #require(made["id"]?.text), try #require(made["levering"]?["hemmelighet"]?.text))
            let trial = try await service.call("POST", "/abonnementer/\(id)/proeve", .object([:]))
            #expect(trial.json["status"]?.integer == 204)
            #expect(target.all.last?.event["type"]?.text == "no.sakarkiv.notifications.proeve.v1")
            let rotated = try await service.call("POST", "/abonnementer/\(id)/noekler", .object([:]))
            let new = try #require(rotated.json["levering"]?["hemmelighet"]?.text)
            #expect(new != old)
            try await folder.register(cases: 1)
            try await eventually("a delivery") { target.cursors.count == 1 ? true : nil }
            let both = try #require(target.taken.last)
            #expect(both.isSigned(with: old) && both.isSigned(with: new))
            let listed = try await service.call("GET", "/abonnementer/\(id)/noekler").json["treff"]?.elements ?? []
            #expect(listed.count == 2)
            #expect(listed.allSatisfy { $0["offentligNoekkel"]?.text?.hasPrefix("whpk_") == true })
            let last = try await service.call("POST", "/abonnementer/\(id)/noekler", ["overlappSekunder": 0])
            let only = try #require(last.json["levering"]?["hemmelighet"]?.text)
            try await folder.register(cases: 1)
            try await eventually("another delivery") { target.cursors.count == 2 ? true : nil }
            let alone = try #require(target.taken.last)
            #expect(alone.isSigned(with: only) && !alone.isSigned(with: new) && !alone.isSigned(with: old))
        }
    }

    @Test func `the secret is in the one answer and nowhere else; a repeat with the same key gets it again`() async throws {
        let target = try WebhookTarget { _, _ in .taken }
        try await withService([:], target) { service, folder in
            let made = try await service.subscribe(webhook(target.url), key: "k-1")
            let secret = try #require(made["levering"]?["hemmelighet"]?.text?.dropFirst(6))
            let again = try await service.subscribe(webhook(target.url), key: "k-1")
            #expect(again == made)
            let id = try #require(made["id"]?.text)
            #expect(!(try await service.call("GET", "/abonnementer/\(id)").text.contains(secret)))
            #expect(!(try await service.call("GET", "/abonnementer?kommune=\(DeliveryFolder.hamar)").text.contains(secret)))
            #expect(!(try await service.call("GET", "/metrics", as: nil).text.contains(secret)))
            #expect(!service.logText.contains(secret))
            #expect(!String(decoding: try await folder.ownCommits(), as: UTF8.self).contains(secret))
            let mode = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/keys/notifications-secrets")[.posixPermissions]
            #expect(mode as? Int == 0o600)
        }
    }

    @Test func `of a screened case somebody without clearance is sent only that there is something`() async throws {
        let target = try WebhookTarget { _, _ in .taken }
        try await withService([:], target) { service, folder in
            _ = try await service.subscribe(webhook(target.url))
            let cases = try await folder.register(cases: 1, skjermet: "13")
            try await folder.addNotes(1, to: cases)
            try await eventually("two deliveries") { target.cursors.count == 2 ? true : nil }
            for one in target.all {
                let text = String(decoding: one.body, as: UTF8.self)
                #expect(!text.contains("Sak 1") && !text.contains("2026/1") && !text.contains(cases[0].rawValue) && !text.contains("Notat"))
                #expect(one.event["data"]?["type"]?.text == "skjermet")
            }
        }
    }

    @Test func `a title with another one for the public is not sent; one that is hidden later is not sent again`() async throws {
        let target = try WebhookTarget { _, _ in .taken }
        try await withService([:], target) { service, folder in
            let id = try #require(try await service.subscribe(webhook(target.url))["id"]?.text)
            let cases = try await folder.register(cases: 1, offentligTittel: "Offentlig om den")
            let others = try await folder.register(cases: 1)
            try await eventually("two deliveries") { target.cursors.count == 2 ? true : nil }
            func bodies(_ sak: SystemID) -> [String] {
                target.all.filter { $0.sak == sak.rawValue }.map { String(decoding: $0.body, as: UTF8.self) }
            }
            #expect(bodies(cases[0]).allSatisfy { $0.contains("Offentlig om den") && !$0.contains("Sak 1") })
            #expect(bodies(others[0]).allSatisfy { $0.contains("Sak 2") } && bodies(others[0]).count == 1)
            try await folder.screen(others[0], nil, offentligTittel: "*****")
            func again() async throws -> WebhookTarget.Received {
                let before = target.all.count
                #expect(try await service.call("POST", "/abonnementer/\(id)/leveringer/gjenta", ["hendelse": 2]).status == 202)
                return try await eventually("one more") { target.all.count > before ? target.all.last : nil }
            }
            try await eventually("the title is hidden") {
                let one = try await again()
                return one.sak == others[0].rawValue && !String(decoding: one.body, as: UTF8.self).contains("Sak 2") ? true : nil
            }
            try await folder.screen(others[0], "13")
            try await eventually("a marker") { try await again().event["data"]?["type"]?.text == "skjermet" ? true : nil }
        }
    }
}

/// Something that a test turns on and off.
final class Switch: Sendable {
    private let state: Mutex<Bool>
    init(_ isOn: Bool) { state = Mutex(isOn) }
    var isOn: Bool { state.withLock { $0 } }
    func set(_ isOn: Bool) { state.withLock { $0 = isOn } }
}
