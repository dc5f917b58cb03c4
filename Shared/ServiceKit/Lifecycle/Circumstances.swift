public import Observability

/// What a process takes from outside itself: time, randomness, identifiers, and where its log lines go.
public struct Circumstances: Sendable {
    /// The clock.
    public let time: any TimeSource
    /// Random bits.
    public let random: RandomSource
    /// New systemIDs.
    public let identifiers: any IdentifierSource
    /// Where log lines go.
    public let sink: any LogSink

    /// Any circumstances, as a test sets them.
    public init(time: any TimeSource, random: RandomSource, identifiers: any IdentifierSource, sink: any LogSink) {
        (self.time, self.random, self.identifiers, self.sink) = (time, random, identifiers, sink)
    }

    /// The machine's clock and generator, standard output.
    public static let system = Circumstances(
        time: SystemClock(), random: .system, identifiers: TimeOrderedIdentifiers(time: SystemClock()), sink: DescriptorSink.standardOutput)
}
