import Glibc

/// How long a peer may take: a time for a whole head, a least rate for a body and for reading an answer, a time between two requests.
/// Only the peer's own slowness counts: while a handler works or holds the peer back no time runs.
struct Patience {
    /// When the time is up, in nanoseconds of the loop's clock.
    private(set) var deadline: UInt64
    /// A request was answered before.
    private(set) var hadRequest = false

    private let headNanoseconds: UInt64
    private let idleNanoseconds: UInt64
    private let windowNanoseconds: UInt64
    private let leastWindowBytes: Int64
    /// Who reads has longer: nothing is lost that is not sent yet, and a telephone may sleep.
    private let readingNanoseconds: UInt64
    private let leastReadBytes: Int64
    private var headDeadline: UInt64
    private var isInHead = true
    private var isInBody = false
    /// What came, or was read by the peer, since the window began.
    private var windowBytes: Int64 = 0

    /// How long what the peer still sends is thrown away after the last answer.
    static let limitLingerNanoseconds: UInt64 = 5_000_000_000

    init(_ configuration: HTTPServerConfiguration, now: UInt64) {
        headNanoseconds = UInt64(configuration.limitHeadSeconds) * 1_000_000_000
        idleNanoseconds = UInt64(configuration.idleTimeoutSeconds) * 1_000_000_000
        windowNanoseconds = UInt64(configuration.rateWindowSeconds) * 1_000_000_000
        leastWindowBytes = Int64(configuration.leastBytesPerSecond) * Int64(configuration.rateWindowSeconds)
        let readingSeconds = max(configuration.rateWindowSeconds, configuration.idleTimeoutSeconds)
        readingNanoseconds = UInt64(readingSeconds) * 1_000_000_000
        leastReadBytes = Int64(configuration.leastBytesPerSecond) * Int64(readingSeconds)
        headDeadline = now + headNanoseconds
        deadline = min(headDeadline, now + idleNanoseconds)
    }

    /// Something came.
    mutating func received(_ count: Int, _ now: UInt64) {
        windowBytes += Int64(count)
        if isInHead { deadline = min(headDeadline, now + idleNanoseconds) }
    }

    /// The first byte of a head is there, of the first one the connection itself: from now on its whole time runs.
    mutating func headBegan(_ now: UInt64) {
        guard headDeadline == .max else { return }
        headDeadline = now + headNanoseconds
        deadline = min(headDeadline, now + idleNanoseconds)
    }

    mutating func bodyBegan(_ now: UInt64) {
        isInHead = false
        isInBody = true
        bodyGoesOn(now)
    }

    /// The body is waited for (again): a new window.
    mutating func bodyGoesOn(_ now: UInt64) {
        guard isInBody else { return }
        (windowBytes, deadline) = (0, now + windowNanoseconds)
    }

    /// Whether the body came fast enough in the window that is over; then the next one begins.
    mutating func bodyIsFastEnough(now: UInt64) -> Bool {
        guard windowBytes >= leastWindowBytes else { return false }
        bodyGoesOn(now)
        return true
    }

    /// Not the peer is waited for.
    mutating func waits() {
        isInHead = false
        deadline = .max
    }

    /// The peer must read before anything more can be sent: a window begins, unless one is running.
    mutating func peerReads(_ sentBytes: Int64, _ descriptor: Int32, now: UInt64) {
        isInBody = false
        guard deadline == .max else { return }
        windowBytes = Self.readByPeer(sentBytes, descriptor)
        deadline = now + readingNanoseconds
    }

    /// Whether the peer has read fast enough; then the next window begins.
    mutating func peerHasRead(_ sentBytes: Int64, _ descriptor: Int32, now: UInt64) -> Bool {
        let read = Self.readByPeer(sentBytes, descriptor)
        guard read - windowBytes >= leastReadBytes else { return false }
        (windowBytes, deadline) = (read, now + readingNanoseconds)
        return true
    }

    /// The answer is out; the next request may take its time to begin.
    mutating func nextRequest(_ now: UInt64) {
        (hadRequest, isInHead, isInBody, headDeadline) = (true, true, false, .max)
        deadline = now + idleNanoseconds
    }

    mutating func lingers(_ now: UInt64) {
        (isInHead, isInBody) = (false, false)
        deadline = now + Self.limitLingerNanoseconds
    }

    /// What was sent less what the kernel still holds: a large buffer takes much at once and then nothing for long.
    private static func readByPeer(_ sentBytes: Int64, _ descriptor: Int32) -> Int64 {
        var held: Int32 = 0
        // SIOCOUTQ, which has the number of TIOCOUTQ.
        return ioctl(descriptor, UInt(TIOCOUTQ), &held) == 0 ? sentBytes - Int64(held) : sentBytes
    }
}
