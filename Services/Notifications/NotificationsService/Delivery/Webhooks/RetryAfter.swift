import Domain

/// The field `Retry-After` in both forms (RFC 9110, 10.2.3): seconds, or a date in any of the three forms that HTTP knows.
enum RetryAfter {
    /// The moment it names; nil for anything else.
    static func moment(_ text: String, now: Tidspunkt) -> Tidspunkt? {
        let text = text.filter { $0 != "\t" }
        if !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) {
            // What does not fit is longer than anybody waits; the plan bounds it.
            let seconds = min(Int64(text) ?? .max, 100_000_000)
            return Tidspunkt(milliseconds: now.milliseconds + seconds * 1_000)
        }
        return date(text, now: now)
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
    private static func date(_ text: String, now: Tidspunkt) -> Tidspunkt? {
        let parts = text.split { $0 == " " || $0 == "," || $0 == "-" }.map(String.init)
        let (day, month, year, time): (String, String, String, String)
        switch parts.count {
        case 6 where parts[5] == "GMT": (day, month, year, time) = (parts[1], parts[2], parts[3], parts[4])
        case 5: (day, month, year, time) = (parts[2], parts[1], parts[4], parts[3])
        default: return nil
        }
        guard let monthIndex = months.firstIndex(of: month), let day = Int(day), var fullYear = Int(year) else { return nil }
        if year.utf8.count == 2 {
            // RFC 9110, 5.6.7: a two-digit year more than 50 years ahead means the last one with these digits.
            let century = now.dato.aar / 100 * 100
            fullYear += century
            if fullYear > now.dato.aar + 50 { fullYear -= 100 }
        }
        guard let date = Dato(aar: fullYear, maaned: monthIndex + 1, dag: day) else { return nil }
        return Tidspunkt("\(date)T\(time)Z")
    }
}
