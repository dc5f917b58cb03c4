public import Domain
public import HTTPServer
public import Observability

/// A request of somebody who may make it.
public struct AuthorizedRequest: Sendable {
    /// The request as it came.
    public let request: HTTPRequest
    /// Who makes it.
    public let principal: Principal
    /// Where it stands in its trace; a step of its own.
    public let trace: TraceContext
    /// A logger inside that trace.
    public let logger: Logger

    /// A path parameter of the route; a name the pattern does not have is a programming fault.
    public subscript(parameter name: String) -> String {
        guard let value = request.parameters[name] else { preconditionFailure("the route has no {\(name)}") }
        return value
    }

    /// The municipality this is about: `?kommune=`, or the only one the token is for.
    ///
    /// - Throws: 400 when it is missing or no organisasjonsnummer, 403 when the sender may not act for it.
    public func kommune() throws(ProblemDetails) -> Organisasjonsnummer {
        guard let text = request.query["kommune"] else {
            guard let only = principal.onlyKommune else {
                throw .badRequest("say which municipality with ?kommune=<orgnr>; this token is for several")
            }
            return only
        }
        guard let kommune = Organisasjonsnummer(text) else {
            throw .badRequest("«\(text)» is not an organisasjonsnummer: nine digits with a check digit")
        }
        guard principal.kommuner.contains(kommune) else {
            throw .forbidden("\(principal.identity) may not act for the municipality \(kommune)")
        }
        return kommune
    }
}
