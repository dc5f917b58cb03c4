import Domain
import ServiceKit

extension ProblemDetails {
    /// The document is there, its file is not: 409 while it may still come, 404 when only somebody's doing brings it.
    static func fileNotHere(_ fil: Filrad) -> ProblemDetails {
        let mayCome = fil.tilstand == .venter || fil.tilstand == .feilet
        let fault = fil.feilkode.map { Fault(pointer: "", code: $0, message: "the last attempt failed: \($0)") }
        let state = Fault(pointer: "/tilstand", code: fil.tilstand.rawValue, message: "since \(fil.tilstandDato)")
        return ProblemDetails(
            mayCome ? "file-not-here-yet" : "file-missing", title: mayCome ? "The file has not come yet" : "The file is missing",
            status: mayCome ? 409 : 404, detail: "the dokumentobjekt \(fil.systemID) has no file: \(fil.tilstand.rawValue)",
            errors: [state] + (fault.map { [$0] } ?? []))
    }

    /// How long a client that wants a file which the archive has and cannot give is asked to wait.
    private static let limitRetryAfter: Duration = .seconds(60)

    /// The archive has the file and cannot give it now: 503 while the operator looks for it; nil for errors that are not of that kind.
    static func storedFile(_ error: ContentError) -> ProblemDetails? {
        let (code, detail): (ContentError.Code, String)
        switch error.code {
        case .notFound:
            (code, detail) = (.missing, "the file is in the archive's records and not in its storage; the operator has been told")
        case .unreadable: (code, detail) = (error.code, "the storage has the file and cannot read it; the operator has been told")
        case .noAccess: (code, detail) = (error.code, "the storage does not let the service read the file; the operator has been told")
        default: return nil
        }
        let fault = Fault(pointer: "", code: code.rawValue, message: detail)
        return ProblemDetails(
            "unavailable", title: "Not now; try again", status: 503, detail: detail, errors: [fault],
            headers: [("Retry-After", "\(limitRetryAfter.components.seconds)")])
    }

    /// What keeps an upload from being stored, as HTTP tells it.
    init(_ error: ContentError) {
        let fault = Fault(pointer: "", code: error.code.rawValue, message: error.message)
        switch error.code {
        case .checksumMismatch:
            self.init(
                "checksum-mismatch", title: "The bytes are others than stated", status: 422, detail: error.message, errors: [fault])
        case .tooLarge: self.init("too-large", title: "Too large", status: 413, detail: error.message, errors: [fault])
        case .diskFull:
            self.init("insufficient-storage", title: "No room", status: 507, detail: "the storage is full", errors: [fault])
        case .notFound: self.init("not-found", title: "What the request points at does not exist", status: 404, detail: error.message)
        case .uploadOffset:
            self.init(
                "mismatching-upload-offset", title: "The upload goes on at another place", status: 409, detail: error.message,
                errors: [fault],
                headers: [("Upload-Offset", "\(error.uploadByteCount ?? 0)"), ("Upload-Complete", "?0"), ("Cache-Control", "no-store")])
        case .uploadBusy:
            self.init(
                "upload-busy", title: "Another part is being written", status: 409, detail: error.message, errors: [fault],
                headers: [("Retry-After", "1")])
        case .busy, .unavailable, .unreadable, .noAccess, .missing:
            self.init(
                "unavailable", title: "Not now; try again", status: 503, detail: "the storage does not answer", errors: [fault],
                headers: [("Retry-After", "5")])
        default: self.init("server-error", title: "The fault is ours", status: 500, detail: "the log has the details", errors: [fault])
        }
    }
}
