/// What came of an attempt to deliver.
public struct Leveringssvar: Codable, Hashable, Sendable {
    /// The status code of the answer (HTTP or SMTP); nil when none came.
    public var status: Int?
    /// Why it does not count as delivered, stable and machine-readable: `http_status`, `redirect`, `timed_out`, …; nil when it does.
    public var feil: String?
    /// The target asks not to be called before this moment.
    public var hvileTil: Tidspunkt?

    /// An outcome.
    public init(status: Int? = nil, feil: String? = nil, hvileTil: Tidspunkt? = nil) {
        (self.status, self.feil, self.hvileTil) = (status, feil, hvileTil)
    }

    /// The outcome that a webhook's status code tells (Standard Webhooks 1.0): any 2xx is delivered; a redirect is a failure, it is never followed.
    public init(httpStatus status: Int, hvileTil: Tidspunkt? = nil) {
        self.status = status
        switch status {
        case 200..<300: (feil, self.hvileTil) = (nil, nil)
        case 300..<400: (feil, self.hvileTil) = ("redirect", nil)
        case 410: (feil, self.hvileTil) = ("gone", nil)
        default: (feil, self.hvileTil) = ("http_status", hvileTil)
        }
    }

    /// Whether the target has taken it.
    public var erLevert: Bool { feil == nil }
    /// Whether the target says that it wants no more.
    public var erBorte: Bool { feil == "gone" }
}
