/// When somebody is reminded of a deadline.
public struct Frister: Sendable, Hashable {
    /// How many days before the date, latest first ends with 0, the date itself.
    public let dagerFoer: [Int]

    /// Reminders so many days before, and at the date.
    public init(dagerFoer: [Int]) { self.dagerFoer = Array(Set(dagerFoer.filter { $0 > 0 } + [0])).sorted(by: >) }

    /// The longest time before a date at which anything is due, days.
    public var lengstFoer: Int { dagerFoer.first ?? 0 }

    /// The reminder that is due; nil when there is none. Of several that were missed only the last one is given, so that a service that was
    /// down does not make up for all of them.
    ///
    /// - Parameter sist: the last one given since the letter began to wait; nil for none.
    public func paaminnelse(frist: Dato, idag: Dato, sist: Int?) -> Int? {
        let igjen = frist.daysSinceEpoch - idag.daysSinceEpoch
        guard let aktuell = dagerFoer.last(where: { $0 >= igjen }) else { return nil }
        if let sist, aktuell >= sist { return nil }
        return aktuell
    }
}
