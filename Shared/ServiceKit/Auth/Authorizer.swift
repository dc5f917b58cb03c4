public import Domain
import Synchronization

/// Who is asking, and may they? RFC 6750: `Authorization: Bearer <token>`. Copies share the tokens that count.
public struct Authorizer: Sendable {
    /// Longer tokens are not even looked at.
    public static let limitTokenBytes = 4_096

    /// What counts now: a file that is read again takes the place of what was read before.
    private final class Current: Sendable {
        let state: Mutex<(credentials: Credentials, generation: Int)>
        init(_ credentials: Credentials) { state = Mutex((credentials, 0)) }
    }

    private let current: Current

    /// An authorizer over these tokens.
    public init(_ credentials: Credentials) { current = Current(credentials) }

    /// The tokens that count now.
    var credentials: Credentials { current.state.withLock { $0.credentials } }

    /// Grows whenever other tokens count than before: who was let in for longer than one answer is asked again then.
    public var generation: Int { current.state.withLock { $0.generation } }

    /// From now on these tokens count, and no others.
    func replace(with credentials: Credentials) {
        current.state.withLock { $0 = (credentials, $0.generation + 1) }
    }

    /// Whether the service made the tokens itself.
    public var isDevelopment: Bool { credentials.isDevelopment }

    /// Who sends this `Authorization` header: 401 when it names nobody, 403 when their role is not among `roles` or they may not act for
    /// `kommune`.
    public func authorize(
        header: String?, roles: Set<Role>, kommune: Organisasjonsnummer? = nil
    ) -> Result<Principal, ProblemDetails> {
        guard let header, !header.isEmpty else {
            return .failure(.unauthenticated("send Authorization: Bearer <token>\(hint)"))
        }
        guard header.utf8.count <= Authorizer.limitTokenBytes, header.prefix(7).lowercased() == "bearer " else {
            return .failure(.unauthenticated("the Authorization header must be: Bearer <token>"))
        }
        guard let principal = credentials.principal(of: String(header.dropFirst(7).trimmingSpaces)) else {
            return .failure(.unauthenticated("nobody has this token\(hint)", wasTokenSent: true))
        }
        guard roles.contains(principal.role) else {
            let allowed = roles.map(\.rawValue).sorted().joined(separator: ", ")
            return .failure(.forbidden("\(principal.identity) is \(principal.role.rawValue); this is for \(allowed)"))
        }
        if let kommune, !principal.kommuner.contains(kommune) {
            return .failure(.forbidden("\(principal.identity) may not act for the municipality \(kommune)"))
        }
        return .success(principal)
    }

    /// What somebody may do who is not asking now, but asked once to be told of things: one answer for each token of that identity, none when
    /// nobody has it any more.
    public func principals(of identity: String) -> [Principal] { credentials.principals(of: identity) }

    private var hint: String { isDevelopment ? "; in development mode the tokens lie in <data>/tokens/" : "" }
}
