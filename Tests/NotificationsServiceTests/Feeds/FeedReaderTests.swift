import Domain
import DomainTestSupport
import ServiceKit
import Testing

@testable import NotificationsService

@Suite struct FeedReaderTests {
    private func reader(after: Int64? = 0, limit: Int = 3) -> FeedReader {
        let abonnement = Abonnement(
            systemID: SystemID(high: 1, low: 1), navn: "n", eier: Abonnementseier(slag: .person, navn: "kari"), opprettetAv: "kari",
            opprettetDato: Tidspunkt(milliseconds: 0),
            filter: Abonnementsfilter(kommune: hamar, hendelsestyper: [.filLagret]), levering: Levering(type: .sse), fra: 0)
        return FeedReader(
            abonnement, Principal(identity: "kari", role: .saksbehandler, kommuner: .all), after: after, limitWaiting: limit)
    }

    private func tellable(_ number: Int64, _ type: Hendelsestype = .filLagret) -> TellableHendelse {
        let tid = Tidspunkt(milliseconds: 0)
        return TellableHendelse(Hendelse(id: "\(number)", nummer: number, type: type, tid: tid), tid.norskDato)
    }

    private func told(_ step: FeedReader.Step) -> [Int64]? {
        if case .tell(let tellables) = step { tellables.map(\.hendelse.nummer) } else { nil }
    }

    private func isCatchUp(_ step: FeedReader.Step, after: Int64?) -> Bool {
        if case .catchUp(let cursor) = step { cursor == after } else { false }
    }

    @Test func `a new reader is caught up first, then handed what happens, never twice`() async {
        let reader = reader()
        #expect(isCatchUp(await reader.next(), after: 0))
        reader.caughtUp(to: 5, isEnd: true)
        for number in [4, 5, 6] as [Int64] { reader.offer(tellable(number)) }
        reader.offer(tellable(7, .filFeilet))
        #expect(told(await reader.next()) == [6])
    }

    @Test func `what happens while the store is read makes it read once more`() async {
        let reader = reader()
        _ = await reader.next()
        reader.offer(tellable(6))
        reader.caughtUp(to: 5, isEnd: true)
        #expect(isCatchUp(await reader.next(), after: 5))
        reader.caughtUp(to: 6, isEnd: true)
        reader.offer(tellable(7))
        #expect(told(await reader.next()) == [7])
    }

    @Test func `a reader that is too slow is caught up from where it was`() async {
        let reader = reader(limit: 3)
        _ = await reader.next()
        reader.caughtUp(to: 0, isEnd: true)
        #expect(reader.offer(tellable(1)))
        #expect(told(await reader.next()) == [1])
        let kept = (2...5).map { reader.offer(tellable($0)) }
        #expect(kept == [true, true, true, false])
        #expect(isCatchUp(await reader.next(), after: 1))
    }

    @Test func `whoever waits is woken by the end`() async {
        let reader = reader()
        _ = await reader.next()
        reader.caughtUp(to: 0, isEnd: true)
        let waiting = Task { await reader.next() }
        reader.end()
        guard case .over = await waiting.value else {
            Issue.record("not over")
            return
        }
        #expect(reader.offer(tellable(1)))
    }

    @Test func `a connection that takes nothing is known by how long`() {
        let reader = reader()
        #expect(reader.stalled(at: .seconds(5)) == nil)
        reader.writing(true, at: .seconds(5))
        #expect(reader.stalled(at: .seconds(65)) == .seconds(60))
        #expect(!reader.isQuiet(for: .seconds(15), at: .seconds(65)))
        reader.writing(false, at: .seconds(66))
        #expect(reader.stalled(at: .seconds(70)) == nil)
        #expect(reader.isQuiet(for: .seconds(15), at: .seconds(81)))
    }
}
