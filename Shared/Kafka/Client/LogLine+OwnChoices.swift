extension KafkaLogConfiguration.LogLine {
    /// Syslog's number for what only helps to find a fault in the program.
    static let debugLevel = 7

    /// Settings that this module chose knowing what librdkafka says of them at every start of a client. What an operator sets is still warned of.
    static let ownChoices: Set<String> = ["enable.gapless.guarantee"]

    /// The same line; one that complains of our own choice counts as debug.
    var judged: Self {
        guard facility == "CONFWARN", text.split(separator: " ").contains(where: { Self.ownChoices.contains(String($0)) }) else {
            return self
        }
        return Self(level: Self.debugLevel, facility: facility, text: text)
    }
}
