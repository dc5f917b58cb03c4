extension Tidspunkt {
    /// The calendar day in mainland Norway, which decides saksaar, journalaar and journaldato.
    ///
    /// Central European time with the summer time of directive 2000/84/EC (last Sunday of March to last Sunday of October,
    /// 01:00 UTC), in force since 1996; earlier moments may be an hour off.
    public var norskDato: Dato { Tidspunkt(milliseconds: milliseconds + norskForskyvningMillisekunder).dato }

    /// How far the clocks of mainland Norway are ahead of UTC at this moment, in milliseconds: one hour, in summer two.
    public var norskForskyvningMillisekunder: Int64 {
        let hour: Int64 = 3_600_000
        let year = dato.aar
        let start = Tidspunkt.lastSunday(of: 3, in: year) + hour
        let end = Tidspunkt.lastSunday(of: 10, in: year) + hour
        return (milliseconds >= start && milliseconds < end ? 2 : 1) * hour
    }

    /// Midnight UTC of the month's last Sunday; for months of 31 days.
    private static func lastSunday(of month: Int, in year: Int) -> Int64 {
        let last = Dato(aar: year, maaned: month, dag: 31)?.daysSinceEpoch ?? 0
        let weekday = ((last + 4) % 7 + 7) % 7  // 1970-01-01 was a Thursday; 0 = Sunday
        return Int64(last - weekday) * 86_400_000
    }
}
