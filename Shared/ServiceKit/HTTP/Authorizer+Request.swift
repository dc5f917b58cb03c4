public import Domain
public import HTTPServer

extension Authorizer {
    /// Who sends this request: 401 when it names nobody, 403 when their role is not among `roles` or they may not act for `kommune`.
    public func authorize(
        _ request: HTTPRequest, roles: Set<Role>, kommune: Organisasjonsnummer? = nil
    ) -> Result<Principal, ProblemDetails> {
        let headers = request.headers.values(of: "Authorization")
        guard headers.count <= 1 else { return .failure(.unauthenticated("there must be one Authorization header")) }
        return authorize(header: headers.first, roles: roles, kommune: kommune)
    }
}
