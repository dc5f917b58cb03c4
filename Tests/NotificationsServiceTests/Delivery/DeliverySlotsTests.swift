import Observability
import Synchronization
import Testing

@testable import NotificationsService

struct DeliverySlotsTests {
    /// Counts who is under way, and the most at a time.
    private final class Tally: Sendable {
        struct Counts {
            var now: [String: Int] = [:]
            var most: [String: Int] = [:]
            var all = 0
            var mostAll = 0
            var done = 0
        }
        private let state = Mutex(Counts())

        var counts: Counts { state.withLock { $0 } }

        func enter(_ target: String) {
            state.withLock { counts in
                counts.now[target, default: 0] += 1
                counts.all += 1
                counts.most[target] = max(counts.most[target] ?? 0, counts.now[target] ?? 0)
                counts.mostAll = max(counts.mostAll, counts.all)
            }
        }

        func leave(_ target: String) {
            state.withLock { counts in
                counts.now[target, default: 0] -= 1
                counts.all -= 1
                counts.done += 1
            }
        }
    }

    @Test func `no more are under way than a target and all together allow, and everybody gets a turn`() async {
        let (slots, tally) = (DeliverySlots(perTarget: 2, inAll: 3), Tally())
        await withTaskGroup { group in
            for number in 0..<60 {
                group.addTask {
                    let target = "t\(number % 3)"
                    await slots.with(target) {
                        tally.enter(target)
                        await Task.yield()
                        tally.leave(target)
                    }
                }
            }
        }
        let end = tally.counts
        #expect(end.done == 60)
        #expect(end.most.values.allSatisfy { $0 <= 2 })
        #expect(end.mostAll <= 3)
        #expect(slots.busy == 0)
    }
}
