/// How often somebody wants mail.
public struct Sammendragsplan: Codable, Hashable, Sendable {
    /// The kinds.
    public enum Intervall: String, Codable, Hashable, Sendable, CaseIterable {
        /// As soon as something happens, but never closer together than `kortesteAvstandMillisekunder`.
        case straks
        /// At each full hour, when there is something.
        case time
        /// Each day at `klokken`, when there is something.
        case dag
    }

    /// Mail «at once» is still gathered for so long, milliseconds: ten events of one arkivmelding are one letter.
    public static let kortesteAvstandMillisekunder: Int64 = 60_000
    /// When the daily one comes when nothing is said, minutes after midnight: 07:00.
    public static let standardMinuttPaaDagen = 7 * 60

    /// How often.
    public var intervall: Intervall
    /// For `dag`: when, in minutes after midnight in Norway.
    public var minuttPaaDagen: Int

    /// A plan.
    public init(intervall: Intervall, minuttPaaDagen: Int = standardMinuttPaaDagen) {
        (self.intervall, self.minuttPaaDagen) = (intervall, minuttPaaDagen)
    }

    /// The time of the day, `07:00`.
    public var klokken: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(minuttPaaDagen / 60)):\(two(minuttPaaDagen % 60))"
    }

    /// When the next one is due, for something that waits since a moment and a last letter.
    public func forfall(venterSiden: Tidspunkt, sistSendt: Tidspunkt?) -> Tidspunkt {
        switch intervall {
        case .straks:
            // A moment to gather what belongs together, and the distance from the last one.
            let gathered = venterSiden.milliseconds + Self.samleMillisekunder
            return Tidspunkt(
                milliseconds: max(gathered, (sistSendt?.milliseconds).map { $0 + Self.kortesteAvstandMillisekunder } ?? gathered))
        case .time:
            let hour: Int64 = 3_600_000
            // Norway's clocks differ from UTC by whole hours: a full hour is one in both.
            return Tidspunkt(milliseconds: (venterSiden.milliseconds / hour + 1) * hour)
        case .dag: return nextDay(after: venterSiden)
        }
    }

    /// How long what happens together is gathered before mail «at once», milliseconds.
    public static let samleMillisekunder: Int64 = 2_000

    private func nextDay(after moment: Tidspunkt) -> Tidspunkt {
        let today = moment.norskDato
        for day in 0...2 {
            let local = Int64(today.adding(dager: day).daysSinceEpoch) * 86_400_000 + Int64(minuttPaaDagen) * 60_000
            // The offset that holds at that time of that day. A time that summer time skips becomes one hour later; one that comes twice, the first.
            let guess = Tidspunkt(milliseconds: local - 2 * 3_600_000)
            let due = Tidspunkt(milliseconds: local - guess.norskForskyvningMillisekunder)
            if due > moment { return due }
        }
        return Tidspunkt(milliseconds: moment.milliseconds + 86_400_000)
    }
}
