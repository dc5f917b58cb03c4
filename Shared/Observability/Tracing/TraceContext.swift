/// Where a piece of work stands in a trace: W3C Trace Context, level 1 (`traceparent`, `tracestate`).
///
/// It travels in HTTP headers, in Kafka record headers and in the CloudEvents extension attributes of the same names.
public struct TraceContext: Hashable, Sendable {
    /// The whole trace: 128 bits, never zero.
    public let traceID: (high: UInt64, low: UInt64)
    /// This step: 64 bits, never zero.
    public let spanID: UInt64
    /// Bit 0 = sampled; the others are passed on as they came.
    public let flags: UInt8
    /// What tracing vendors want carried along, unread; nil when there is none.
    public let tracestate: String?

    /// The header's limit; a longer `tracestate` is dropped, as the recommendation allows.
    public static let tracestateLimitBytes = 512
    /// The recommendation's limit of list members in `tracestate`.
    public static let tracestateLimitMembers = 32

    private init(traceID: (high: UInt64, low: UInt64), spanID: UInt64, flags: UInt8, tracestate: String?) {
        (self.traceID, self.spanID, self.flags, self.tracestate) = (traceID, spanID, flags, tracestate)
    }

    /// Reads the two headers; nil when `traceparent` is not valid, and then a new trace begins (`root`).
    ///
    /// A higher version than 00 is read as far as 00 goes. An invalid `tracestate` is dropped, the rest kept.
    public init?(traceparent: String, tracestate: String? = nil) {
        let bytes = Array(traceparent.utf8)
        let dash = UInt8(ascii: "-")
        guard bytes.count >= 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
            let version = Hexadecimal.parse(bytes[0..<2]), version != 0xFF,
            version == 0 ? bytes.count == 55 : (bytes.count == 55 || bytes[55] == dash),
            let high = Hexadecimal.parse(bytes[3..<19]), let low = Hexadecimal.parse(bytes[19..<35]), high != 0 || low != 0,
            let span = Hexadecimal.parse(bytes[36..<52]), span != 0,
            let flags = Hexadecimal.parse(bytes[53..<55])
        else { return nil }
        self.init(
            traceID: (high, low), spanID: span, flags: UInt8(truncatingIfNeeded: flags),
            tracestate: tracestate.flatMap(TraceContext.checkedState))
    }

    /// The first step of a new trace, sampled.
    public static func root(random: RandomSource) -> TraceContext {
        TraceContext(
            traceID: (nonZero(random), random.next()), spanID: nonZero(random), flags: 1, tracestate: nil)
    }

    /// A step below this one: same trace, new span.
    public func child(random: RandomSource) -> TraceContext {
        TraceContext(traceID: traceID, spanID: TraceContext.nonZero(random), flags: flags, tracestate: tracestate)
    }

    /// Goes on with what the caller sent, or begins a new trace.
    public static func continuing(traceparent: String?, tracestate: String?, random: RandomSource) -> TraceContext {
        guard let traceparent, let parent = TraceContext(traceparent: traceparent, tracestate: tracestate) else {
            return root(random: random)
        }
        return parent.child(random: random)
    }

    /// The header's value, version 00.
    public var traceparent: String {
        "00-\(traceIDText)-\(spanIDText)-\(Hexadecimal.text(UInt64(flags), digits: 2))"
    }

    /// 32 hexadecimal digits.
    public var traceIDText: String {
        Hexadecimal.text(traceID.high, digits: 16) + Hexadecimal.text(traceID.low, digits: 16)
    }

    /// 16 hexadecimal digits.
    public var spanIDText: String { Hexadecimal.text(spanID, digits: 16) }

    /// Same trace, span, flags and state.
    public static func == (left: Self, right: Self) -> Bool {
        left.traceID == right.traceID && left.spanID == right.spanID && left.flags == right.flags && left.tracestate == right.tracestate
    }

    /// Feeds trace and span.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(traceID.high)
        hasher.combine(traceID.low)
        hasher.combine(spanID)
    }

    private static func nonZero(_ random: RandomSource) -> UInt64 {
        let bits = random.next()
        return bits == 0 ? 1 : bits
    }

    private static func checkedState(_ text: String) -> String? {
        let bytes = text.utf8
        guard !bytes.isEmpty, bytes.count <= tracestateLimitBytes, bytes.allSatisfy({ (0x20...0x7E).contains($0) || $0 == 0x09 }) else {
            return nil
        }
        let members = text.split(separator: ",", omittingEmptySubsequences: false)
        let filled = members.map { $0.drop { $0 == " " || $0 == "\t" } }.filter { !$0.isEmpty }
        guard !filled.isEmpty, members.count <= tracestateLimitMembers, filled.allSatisfy({ $0.dropFirst().contains("=") }) else {
            return nil
        }
        return text
    }
}
