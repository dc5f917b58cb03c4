import CommitLog
import Domain

/// What a record is known by: the trace it belongs to, or an object of the archive that it tells of.
public struct TraceMark: Sendable, Hashable, CustomStringConvertible {
    private let digits: [UInt8]
    private let isTrace: Bool

    /// A trace id, 32 hexadecimal digits that are not all zero, or a systemID; nil for any other text.
    public init?(_ text: String) {
        let text = text.lowercased()
        digits = Array(text.utf8)
        isTrace = digits.count == 32
        let isHexadecimal = digits.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        guard isTrace ? isHexadecimal && digits.contains(where: { $0 != 48 }) : SystemID(text) != nil else { return nil }
    }

    /// The digits as they are looked for.
    public var description: String { String(decoding: digits, as: UTF8.self) }

    /// Is a commit of the trace, or does it tell of the object?
    func isOf(_ header: CommitHeader, _ value: [UInt8]) -> Bool {
        guard isTrace else { return TraceMatch.contains(value, digits) }
        return header.traceparent.map { TraceMatch.contains(Array($0.utf8), digits) } ?? false
    }

    /// Does another record carry it? Its `traceparent` header says so, or else its value.
    func isOn(_ record: LogRecord) -> Bool {
        if let header = record.headers.first(where: { $0.name == CommandRecord.traceparent || $0.name == "ce_traceparent" }) {
            return TraceMatch.contains(header.value, digits)
        }
        return TraceMatch.contains(record.value ?? [], digits)
    }
}
