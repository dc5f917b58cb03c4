import Dispatch
import Synchronization
import Testing

@testable import ShardRuntime

@Suite struct ReadingThreadsTests {
    /// What has run, in order, and how many at a time at most.
    private final class Seen: Sendable {
        private let state = Mutex((order: [Int](), now: 0, most: 0))
        var order: [Int] { state.withLock { $0.order } }
        var most: Int { state.withLock { $0.most } }

        func begin() {
            state.withLock { state in
                state.now += 1
                state.most = max(state.most, state.now)
            }
        }
        func end(_ number: Int) {
            state.withLock { state in
                state.now -= 1
                state.order.append(number)
            }
        }
    }

    @Test(.timeLimit(.minutes(2))) func `every read has its turn, in order, and no more run at a time than may`() {
        for limit in [1, 3] {
            let (threads, seen, group) = (ReadingThreads(limit: limit), Seen(), DispatchGroup())
            for number in 0..<500 {
                group.enter()
                let isTaken = threads.run {
                    seen.begin()
                    seen.end(number)
                    group.leave()
                }
                #expect(isTaken)
            }
            group.wait()
            #expect(seen.order.sorted() == Array(0..<500))
            #expect(seen.most <= limit)
            if limit == 1 { #expect(seen.order == Array(0..<500)) }
        }
    }

    @Test(.timeLimit(.minutes(2))) func `when too many wait the next is refused, and taken again when they have gone`() {
        let (threads, group, gate) = (ReadingThreads(limit: 1), DispatchGroup(), DispatchSemaphore(value: 0))
        group.enter()
        #expect(
            threads.run {
                gate.wait(); group.leave()
            })
        for _ in 0..<ReadingThreads.limitWaiting {
            group.enter()
            #expect(threads.run { group.leave() })
        }
        #expect(!threads.run { Issue.record("it was refused") })
        gate.signal()
        group.wait()
        group.enter()
        #expect(threads.run { group.leave() })
        group.wait()
    }
}
