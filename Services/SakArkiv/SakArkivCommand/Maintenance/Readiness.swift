import Contracts

/// Asks `/readyz` and understands the answer.
struct Readiness: Sendable {
    /// How an instance stands.
    enum State: Sendable, Equatable {
        case ready
        /// It answers, and says what it waits for.
        case waiting(String)
        /// Nobody answers.
        case silent(String)
    }

    let requester: any Requester
    private static let timeoutSeconds = 2

    /// Asks once; with a concern (`reads`, `writes`) only for that.
    func look(_ url: String, for concern: String? = nil) async -> State {
        do {
            let query = concern.map { "?for=\($0)" } ?? ""
            let answer = try await requester.send(ServiceRequest(url: "\(url)/readyz\(query)", timeoutSeconds: Self.timeoutSeconds))
            return answer.status == 200 ? .ready : .waiting(Self.reasons(answer))
        } catch let error as Unreachable {
            return .silent(error.reason)
        } catch {
            return .silent("\(error)")
        }
    }

    /// The checks that fail, each with what it says about itself: `registry 970540008 is being rebuilt (rebuildRatio 0.42)`.
    private static func reasons(_ answer: ServiceAnswer) -> String {
        // Not JSON: somebody else's answer; the status says it then.
        let body = (try? JSONValue.parse(answer.body)) ?? .null
        let failing = (body["checks"]?.elements ?? []).filter { $0["status"]?.text != "ok" }
        let words = failing.map { check in
            let figures = (check["details"]?.members ?? [:]).sorted { $0.key < $1.key }.compactMap { name, value in
                value.plain.map { "\(name) \($0)" }
            }
            let reason = check["reason"]?.text ?? check["name"]?.text ?? "a check fails"
            return reason + (figures.isEmpty ? "" : " (\(figures.joined(separator: ", ")))")
        }
        return words.isEmpty ? "HTTP \(answer.status)" : words.joined(separator: "; ")
    }
}
