import Contracts

/// Problem details (RFC 9457) as every service answers them.
struct Problem: Error, Sendable, Equatable {
    /// One fault and where it is.
    struct Fault: Sendable, Equatable {
        let pointer: String
        let code: String
        let message: String
    }

    let status: Int
    let title: String
    let detail: String?
    let faults: [Fault]

    init(_ answer: ServiceAnswer) {
        status = answer.status
        // Not JSON: a proxy's page, or nothing at all. The status says it then.
        let body = (try? JSONValue.parse(answer.body)) ?? .null
        title = body["title"]?.text ?? "HTTP \(answer.status)"
        detail = body["detail"]?.text
        faults = (body["errors"]?.elements ?? []).map {
            Fault(pointer: $0["pointer"]?.text ?? "", code: $0["code"]?.text ?? "", message: $0["message"]?.text ?? "")
        }
    }

    /// One sentence, then one line per fault.
    var lines: [String] {
        let head = [title, detail].compactMap { $0 }.joined(separator: ": ")
        return [head] + faults.map { fault in "  " + [fault.pointer, fault.message].filter { !$0.isEmpty }.joined(separator: "  ") }
    }

    /// What the process exits with when this was the last word.
    var exitCode: ExitCode {
        switch status {
        case 401, 403: .notAuthorised
        case 408, 425, 429, 503, 504: .temporary
        case 502: .unavailable
        case 500...: .internal
        default: .refused
        }
    }
}
