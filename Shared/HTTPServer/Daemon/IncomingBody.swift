/// Where in a request's body its connection is.
struct IncomingBody {
    private enum Framing {
        case length(Int64)
        case chunked(ChunkedBody)
    }

    private var framing = Framing.length(0)

    init() {}

    init(_ announced: AnnouncedBody) {
        switch announced {
        case .none: break
        case .length(let length): framing = .length(length)
        case .chunked: framing = .chunked(ChunkedBody())
        }
    }

    /// What comes next in the bytes from `at`, which is moved past all that is not data.
    mutating func next(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) throws(WireFault) -> ChunkedBody.Step {
        switch framing {
        case .length(0): return .end
        case .length(let left): return at == bytes.count ? .more : .data(Int(min(left, Int64(bytes.count - at))))
        case .chunked(var chunked):
            defer { framing = .chunked(chunked) }
            return try chunked.next(bytes, &at)
        }
    }

    /// So many bytes of data were taken.
    mutating func take(_ count: Int) {
        switch framing {
        case .length(let left): framing = .length(left - Int64(count))
        case .chunked(var chunked):
            chunked.take(count)
            framing = .chunked(chunked)
        }
    }
}
