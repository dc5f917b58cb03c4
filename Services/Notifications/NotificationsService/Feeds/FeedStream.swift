import Contracts
import Domain
import HTTPServer
import Observability
import ShardRuntime

/// Writes a feed as server-sent events: first what the store has, then what happens.
struct FeedStream: Sendable {
    let kommune: Organisasjonsnummer
    let reader: FeedReader
    let stream: HTTPStream
    let hub: FeedHub
    let reads: ShardReads
    let time: any TimeSource

    /// Writes until somebody ends it. A client that comes back with the last id goes on where it was.
    func run(retryMilliseconds: Int) async {
        defer { hub.leave(reader, in: kommune) }
        var isOpen = await write(Array("retry: \(retryMilliseconds)\n: følger\n\n".utf8))
        while isOpen {
            switch await reader.next() {
            case .over: return stream.finish()
            case .tell(let tellables):
                isOpen = await write(tellables.flatMap(told))
            case .catchUp(let after): isOpen = await catchUp(after)
            }
        }
    }

    private func catchUp(_ after: Int64?) async -> Bool {
        do {
            let (id, limit) = (reader.abonnement, hub.limits.piece)
            let leser = Feed.Reader(leser: reader.principal.leser, dag: time.now().norskDato)
            let page = try await reads.read(kommune) { database in
                try Abonnementslager(database).finn(id).map { try Feed(database, leser).page($0, after: after, limit: limit) }
            }
            guard let page = page ?? nil else {
                // Ended, or not here any more.
                stream.finish()
                return false
            }
            var bytes: [UInt8] = []
            if let gap = page.gap { bytes += Self.event(gap) }
            for hendelse in page.hendelser { bytes += told(TellableHendelse(hendelse, time.now().norskDato)) }
            guard await write(bytes) else { return false }
            reader.caughtUp(to: page.cursor, isEnd: page.erSlutt)
            return true
        } catch {
            // The store cannot be read now: the client comes back.
            stream.finish()
            return false
        }
    }

    /// What this reader may be told of it, at this moment.
    private func told(_ tellable: TellableHendelse) -> [UInt8] {
        tellable.bytes(for: reader.principal.leser, reader.filter)
    }

    private func write(_ bytes: [UInt8]) async -> Bool {
        guard !bytes.isEmpty else { return true }
        reader.writing(true, at: time.elapsed())
        defer { reader.writing(false, at: time.elapsed()) }
        return await stream.write(bytes)
    }

    /// Says in the stream itself that entries are gone: a page cannot see headers of a stream it reads.
    private static func event(_ gap: Feed.Gap) -> [UInt8] {
        let data: JSONValue = ["etter": .int(gap.etter), "tilOgMed": .int(gap.tilOgMed)]
        return ServerSentEvent(event: "gap", id: String(gap.tilOgMed), data: data.json).bytes
    }
}
