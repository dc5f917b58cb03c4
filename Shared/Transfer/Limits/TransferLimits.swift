/// How long a transfer may take and how much may come.
public struct TransferLimits: Hashable, Sendable {
    /// How long connecting may take, name lookup and TLS included.
    public var connectTimeout: Duration = .seconds(5)
    /// How long the whole transfer may take, redirects included; nil sets no limit.
    public var timeout: Duration? = .seconds(30)
    /// For how long the speed may stay below ``minimumBytesPerSecond``; nil sets no limit. Whole seconds, rounded up. Time in which our own
    /// side reads nothing does not count.
    public var idleTimeout: Duration?
    /// The speed below which ``idleTimeout`` runs, in bytes a second. With 1, silence only.
    public var minimumBytesPerSecond = 1
    /// The largest answer in bytes, counted after content decoding, as it arrives, whatever the header says; nil sets no limit.
    public var maximumBytes: Int64? = 32 << 20
    /// How many times larger than what came over the line the decoded answer may be. The first MiB is free.
    public var maximumDecodeRatio: Int64 = 200

    /// How much may be decoded before the ratio counts, in bytes.
    static let freelyDecodedBytes: Int64 = 1 << 20
    /// How much may have come over the line without being counted yet, in bytes: one buffer of libcurl's.
    static let uncountedBytes: Int64 = 16 << 10

    /// Limits for a small answer: 30 seconds, 32 MiB.
    public init() {}

    /// Limits for a file: an hour, 1 GiB, not slower than 1,000 bytes a second for half a minute.
    public static let file: TransferLimits = {
        var limits = TransferLimits()
        (limits.connectTimeout, limits.timeout, limits.maximumBytes) = (.seconds(15), .seconds(3600), 1 << 30)
        (limits.idleTimeout, limits.minimumBytesPerSecond) = (.seconds(30), 1000)
        return limits
    }()

    /// What is wrong with an answer of that size so far; nil when nothing is.
    func refusal(decodedBytes: Int64, receivedBytes: Int64, _ describing: String) -> TransferError? {
        if let maximumBytes, decodedBytes > maximumBytes {
            return TransferError(.tooLarge, "\(describing): the answer is larger than \(maximumBytes) bytes")
        }
        let allowance = (receivedBytes + Self.uncountedBytes).multipliedReportingOverflow(by: maximumDecodeRatio)
        guard decodedBytes > Self.freelyDecodedBytes, !allowance.overflow, decodedBytes > allowance.partialValue else { return nil }
        return TransferError(
            .decodeRatioExceeded, "\(describing): \(receivedBytes) bytes became more than \(maximumDecodeRatio) times as many when decoded")
    }
}
