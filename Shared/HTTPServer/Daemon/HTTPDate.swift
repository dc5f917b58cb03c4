import Glibc

/// A date as fields write it (RFC 9110, 5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`. Never by the machine's language.
enum HTTPDate {
    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    static func text(_ time: tm) -> String {
        let (day, month) = (days[Int(time.tm_wday)], months[Int(time.tm_mon)])
        let clock = [time.tm_hour, time.tm_min, time.tm_sec].map { twoDigits($0) }.joined(separator: ":")
        return "\(day), \(twoDigits(time.tm_mday)) \(month) \(1900 + time.tm_year) \(clock) GMT"
    }

    private static func twoDigits(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
