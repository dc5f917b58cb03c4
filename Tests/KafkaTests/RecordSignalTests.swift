import Testing

@testable import Kafka

@Suite struct RecordSignalTests {
    private let signal = RecordSignal()

    @Test func `a signal raised while nobody waits is kept, once`() async {
        signal.raise()
        signal.raise()
        #expect(await signal.wait(nil))
        #expect(await !signal.wait(.milliseconds(5)))
    }

    @Test func `a waiting task is woken`() async {
        async let woken = signal.wait(nil)
        signal.raise()
        #expect(await woken)
    }

    @Test func `no time at all is over at once`() async {
        for _ in 0..<100 { #expect(await !signal.wait(.zero)) }
    }

    @Test func `a cancelled task does not wait`() async {
        let waiting = Task { await signal.wait(nil) }
        waiting.cancel()
        #expect(await !waiting.value)
        signal.raise()
        #expect(await signal.wait(nil))
    }
}
