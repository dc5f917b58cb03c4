import Observability
import Testing

struct TraceContextTests {
    private let header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    @Test func `a traceparent is read and written back the same`() throws {
        let context = try #require(TraceContext(traceparent: header, tracestate: "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7"))
        #expect(context.traceparent == header)
        #expect(context.traceIDText == "0af7651916cd43dd8448eb211c80319c")
        #expect(context.spanIDText == "b7ad6b7169203331")
        #expect(context.tracestate == "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7")
    }

    @Test(arguments: [
        "", "00", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01x",
    ])
    func `a header that the recommendation calls invalid is refused`(text: String) {
        #expect(TraceContext(traceparent: text) == nil)
    }

    @Test func `a later version is read as far as this one goes`() throws {
        let later = try #require(TraceContext(traceparent: "cc" + header.dropFirst(2) + "-what-comes-later"))
        #expect(later.traceparent == header)
    }

    @Test(arguments: ["", " , ", "no-member", String(repeating: "a=b,", count: 33), "a=\u{7}", "k=" + String(repeating: "v", count: 511)])
    func `an invalid tracestate is dropped and the rest kept`(state: String) throws {
        let context = try #require(TraceContext(traceparent: header, tracestate: state))
        #expect(context.tracestate == nil)
        #expect(context.traceparent == header)
    }

    @Test func `a child keeps the trace and gets its own span`() throws {
        let parent = try #require(TraceContext(traceparent: header, tracestate: "a=b"))
        let child = parent.child(random: .seeded(7))
        #expect(child.traceIDText == parent.traceIDText)
        #expect(child.spanIDText != parent.spanIDText)
        #expect(child.flags == parent.flags)
        #expect(child.tracestate == "a=b")
        #expect(child != parent)
    }

    @Test func `a trace goes on where there is one and begins where there is none`() {
        let random = RandomSource.seeded(1)
        #expect(
            TraceContext.continuing(traceparent: header, tracestate: nil, random: random).traceIDText == "0af7651916cd43dd8448eb211c80319c")
        let fresh = TraceContext.continuing(traceparent: "rubbish", tracestate: "a=b", random: random)
        #expect(fresh.tracestate == nil)
        #expect(TraceContext(traceparent: fresh.traceparent) == fresh)
    }

    @Test func `the same seed gives the same trace, and zeros never make an identifier`() {
        #expect(TraceContext.root(random: .seeded(3)) == TraceContext.root(random: .seeded(3)))
        let zeros = TraceContext.root(random: RandomSource { 0 })
        #expect(TraceContext(traceparent: zeros.traceparent) == zeros)
    }
}
