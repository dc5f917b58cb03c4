import Contracts
import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// The feed of a subscription: read page by page, waited for, or followed as server-sent events. One cursor for all.
struct HendelseRoutes {
    private let service: ShardService<NotificationsModel>
    private let hub: FeedHub

    init(_ service: ShardService<NotificationsModel>, _ hub: FeedHub) { (self.service, self.hub) = (service, hub) }

    func add(to routes: inout ServiceRoutes) {
        routes.on(.get, "/abonnementer/{id}/hendelser", for: AbonnementRoutes.subscribers) { request in try await self.feed(request) }
    }

    /// What is asked for.
    private struct Wish {
        let kommune: Organisasjonsnummer
        let id: SystemID
        let principal: Principal
        let reader: Feed.Reader
        let authorization: String?
        let after: Int64?
        let limit: Int
        let waitSeconds: Int
    }

    private func feed(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let (kommune, id) = try request.abonnement()
        return try await service.desk.read(kommune, request) {
            let reader = Feed.Reader(leser: request.principal.leser, dag: service.today)
            let rad = try await service.runtime.reads.abonnement(id, in: kommune, reader)
            let wish = Wish(
                kommune: kommune, id: id, principal: request.principal,
                reader: reader,
                authorization: request.request.headers["Authorization"],
                after: try await cursor(request, kommune),
                limit: try request.number("limit", in: 1...Feed.limitPage) ?? 100,
                waitSeconds: try request.number("vent", in: 0...hub.limits.pollWaitSeconds) ?? 0)
            if let before = try await before(request, kommune) { return try await latest(wish, before: before) }
            let wantsEvents = request.request.headers.values(of: "Accept").contains { $0.lowercased().contains("text/event-stream") }
            return wantsEvents ? try stream(rad.abonnement, wish) : try await poll(rad.abonnement, wish)
        }
    }

    /// Where to go on: `Last-Event-ID` is what a client that connects again has seen, and newer than what its URL says.
    private func cursor(_ request: AuthorizedRequest, _ kommune: Organisasjonsnummer) async throws -> Int64? {
        let text = request.request.headers["Last-Event-ID"].flatMap { $0.isEmpty ? nil : $0 } ?? request.request.query["after"]
        guard let text else { return nil }
        if text == "siste" { return try await service.runtime.reads.read(kommune) { try Hendelseslager($0).siste() } }
        guard let cursor = Int64(text), cursor >= 0 else {
            throw ProblemDetails.badRequest("«\(text)» is not a cursor: take it from «neste», from an event's id, or say «siste»")
        }
        return cursor
    }

    // MARK: - Server-sent events

    private func stream(_ abonnement: Abonnement, _ wish: Wish) throws -> HTTPResponse {
        let reader = FeedReader(abonnement, wish.principal, after: wish.after, limitWaiting: hub.limits.waitingPerReader)
        let stream = HTTPStream(queueLimitBytes: hub.limits.queueBytesPerReader, endsAtDrain: true)
        try hub.join(.init(reader: reader, stream: stream, authorization: wish.authorization), in: wish.kommune)
        let writer = FeedStream(
            kommune: wish.kommune, reader: reader, stream: stream, hub: hub, reads: service.runtime.reads, time: service.context.time)
        // Everybody comes back at another moment.
        let retry = hub.limits.retryMilliseconds + Int(service.context.random.next() % UInt64(max(1, hub.limits.retryMilliseconds)))
        Task { await writer.run(retryMilliseconds: retry) }
        return .serverSentEvents(stream)
    }

    // MARK: - Backwards

    /// `?foer=`: what came before a cursor, the newest first; `siste` begins at the end.
    private func before(_ request: AuthorizedRequest, _ kommune: Organisasjonsnummer) async throws -> Int64? {
        guard let text = request.request.query["foer"] else { return nil }
        if text == "siste" { return (try await service.runtime.reads.read(kommune) { try Hendelseslager($0).siste() } ?? 0) + 1 }
        guard let cursor = Int64(text), cursor > 0 else {
            throw ProblemDetails.badRequest("«\(text)» is not a cursor: take it from «eldre»")
        }
        return cursor
    }

    private func latest(_ wish: Wish, before: Int64) async throws -> HTTPResponse {
        let page = try await service.runtime.reads.read(wish.kommune) { [id = wish.id, limit = wish.limit, reader = wish.reader] database in
            try Abonnementslager(database).finn(id).map { try Feed(database, reader).latest($0, before: before, limit: limit) }
        }
        guard let page = page ?? nil else { throw ProblemDetails.notFound("the subscription \(wish.id) is no more") }
        var members: [String: JSONValue] = ["treff": .array(page.hendelser.map { told($0, wish) }), "cursor": .int(before - 1)]
        if !page.erSlutt {
            let path = "/abonnementer/\(AbonnementID(wish.kommune, wish.id))/hendelser"
            members["eldre"] = .string("\(path)?foer=\(page.cursor)&limit=\(wish.limit)")
        }
        return .json(JSONValue.object(members).encoded())
    }

    // MARK: - Polling

    private func poll(_ abonnement: Abonnement, _ wish: Wish) async throws -> HTTPResponse {
        var page = try await page(wish, after: wish.after)
        if wish.waitSeconds > 0, page.hendelser.isEmpty, page.gap == nil { page = try await wait(abonnement, wish, page) }
        return .json(json(page, wish).encoded())
    }

    /// Waits until there is something, at most as long as asked.
    private func wait(_ abonnement: Abonnement, _ wish: Wish, _ empty: Feed.Page) async throws -> Feed.Page {
        let reader = FeedReader(abonnement, wish.principal, after: empty.cursor, limitWaiting: 1)
        try hub.join(.init(reader: reader, stream: nil, authorization: wish.authorization), in: wish.kommune)
        let time = service.context.time
        let limit = Task {
            // Cancelled when something came first.
            try? await time.sleep(for: .seconds(wish.waitSeconds))
            reader.end()
        }
        defer {
            limit.cancel()
            hub.leave(reader, in: wish.kommune)
        }
        var page = empty
        while page.hendelser.isEmpty, page.gap == nil {
            if case .over = await reader.next() { break }
            page = try await self.page(wish, after: page.cursor)
            reader.caughtUp(to: page.cursor, isEnd: page.erSlutt)
        }
        // Read once more where nothing came: how far the cursor has come must not tell that something did which may not be seen.
        return page.hendelser.isEmpty && page.gap == nil ? try await self.page(wish, after: page.cursor) : page
    }

    private func page(_ wish: Wish, after: Int64?) async throws -> Feed.Page {
        let page = try await service.runtime.reads.read(wish.kommune) { [id = wish.id, limit = wish.limit, reader = wish.reader] database in
            try Abonnementslager(database).finn(id).map { try Feed(database, reader).page($0, after: after, limit: limit) }
        }
        guard let page = page ?? nil else { throw ProblemDetails.notFound("the subscription \(wish.id) is no more") }
        return page
    }

    /// What this reader may be told of a hendelse, at this moment.
    private func told(_ hendelse: Hendelse, _ wish: Wish) -> JSONValue {
        let (leser, dag) = (wish.reader.leser, wish.reader.dag)
        return HendelseJSON.json(hendelse.fortalt(leser.visning(av: hendelse, dag), dag))
    }

    private func json(_ page: Feed.Page, _ wish: Wish) -> JSONValue {
        let treff = page.hendelser.map { told($0, wish) }
        let path = "/abonnementer/\(AbonnementID(wish.kommune, wish.id))/hendelser"
        var members: [String: JSONValue] = [
            "treff": .array(treff), "cursor": .int(page.cursor), "neste": .string("\(path)?after=\(page.cursor)&limit=\(wish.limit)"),
        ]
        members["gap"] = page.gap.map { ["etter": .int($0.etter), "tilOgMed": .int($0.tilOgMed)] }
        return .object(members)
    }
}

extension AuthorizedRequest {
    /// A whole number of the query within limits; nil when it is not given.
    func number(_ name: String, in range: ClosedRange<Int>) throws(ProblemDetails) -> Int? {
        guard let text = request.query[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw .badRequest("?\(name)= is a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
