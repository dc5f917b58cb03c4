/// A moment: milliseconds since 1970-01-01T00:00:00Z. Written as `2026-11-22T16:33:00.123Z`.
///
/// The domain never asks a clock; moments come in with the command.
public struct Tidspunkt: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
    /// Milliseconds since the epoch, UTC.
    public let milliseconds: Int64

    /// A moment so many milliseconds after 1970-01-01T00:00:00Z.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// Reads an xs:dateTime with a time zone (`Z` or `±hh:mm`), fraction optional; nil for anything else.
    /// Without a time zone it counts as UTC, since XML Schema allows leaving it out.
    public init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 19, bytes[10] == UInt8(ascii: "T"), let date = Dato(text.prefix(10)) else { return nil }
        func number(_ from: Int, _ count: Int) -> Int64? {
            guard from + count <= bytes.count else { return nil }
            var value: Int64 = 0
            for byte in bytes[from..<from + count] {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int64(byte - 48)
            }
            return value
        }
        guard bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2), hour < 24, minute < 60, second < 61
        else { return nil }
        var index = 19
        var fraction: Int64 = 0
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            let start = index
            var scale: Int64 = 100
            while index < bytes.count, (48...57).contains(bytes[index]) {
                fraction += Int64(bytes[index] - 48) * scale
                scale /= 10
                index += 1
            }
            guard index > start else { return nil }
        }
        var offsetMinutes: Int64 = 0
        if index == bytes.count - 1, bytes[index] == UInt8(ascii: "Z") {
            index += 1
        } else if index == bytes.count - 6, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-"),
            bytes[index + 3] == UInt8(ascii: ":"), let hours = number(index + 1, 2), let minutes = number(index + 4, 2), hours <= 14,
            minutes < 60
        {
            offsetMinutes = (hours * 60 + minutes) * (bytes[index] == UInt8(ascii: "-") ? -1 : 1)
            index = bytes.count
        }
        guard index == bytes.count else { return nil }
        let seconds = Int64(date.daysSinceEpoch) * 86_400 + hour * 3_600 + minute * 60 + second - offsetMinutes * 60
        milliseconds = seconds * 1_000 + fraction
    }

    /// The calendar day in UTC.
    public var dato: Dato {
        Dato(daysSinceEpoch: Int((milliseconds >= 0 ? milliseconds : milliseconds - 86_399_999) / 86_400_000))
    }

    /// The text form.
    public var description: String {
        let day = dato
        let rest = milliseconds - Int64(day.daysSinceEpoch) * 86_400_000
        func pad(_ value: Int64, _ width: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        return
            "\(day)T\(pad(rest / 3_600_000, 2)):\(pad(rest / 60_000 % 60, 2)):\(pad(rest / 1_000 % 60, 2)).\(pad(rest % 1_000, 3))Z"
    }

    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Tidspunkt(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "«\(text)» is not a date and time"))
        }
        self = value
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// By value.
    public static func < (left: Self, right: Self) -> Bool { left.milliseconds < right.milliseconds }
}
