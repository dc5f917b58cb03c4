import Contracts
import Domain
import HTTPServer
import Observability
import ServiceKit
import ShardRuntime

/// Where the links in e-mails lead: `GET` shows a page with a button, `POST` does it. Nobody needs a token: the link is one.
///
/// A mail program may `POST` the link that ends e-mail without showing anything (RFC 8058).
struct EmailRoutes {
    /// The largest body, bytes: what a form or `List-Unsubscribe=One-Click` needs. Nothing in it is read.
    static let limitBodyBytes = 1 << 10

    private let service: ShardService<NotificationsModel>
    private let keys: SealingKeys

    init(_ service: ShardService<NotificationsModel>, keys: SealingKeys) { (self.service, self.keys) = (service, keys) }

    func add(to routes: inout ServiceRoutes) {
        let pattern = EmailLinks.path + "{token}"
        routes.onOpen(.get, pattern) { self.show($0) }
        routes.onOpen(.post, pattern, maximumBodyBytes: Self.limitBodyBytes) { await self.follow($0) }
    }

    private func show(_ request: HTTPRequest) -> HTTPResponse {
        switch read(request) {
        case .valid(let link): page(link.purpose == .confirm ? .confirm : .end, link).response
        case .expired(let link): page(.expired, link).response
        case .unknown: page(.unknown, request).response
        }
    }

    private func follow(_ request: HTTPRequest) async -> HTTPResponse {
        switch read(request) {
        case .expired(let link): return page(.expired, link).response
        case .unknown: return page(.unknown, request).response
        case .valid(let link):
            do {
                return switch link.purpose {
                case .confirm: try await give(BekreftLevering(link), link, request, done: .confirmed)
                case .end: try await give(AvsluttLevering(link), link, request, done: .ended)
                }
            } catch {
                return failed(error, link)
            }
        }
    }

    private func give(
        _ command: some Command, _ link: EmailLink, _ request: HTTPRequest, done: EmailPage.Kind
    ) async throws -> HTTPResponse {
        let trace = TraceContext.continuing(
            traceparent: request.headers["traceparent"], tracestate: request.headers["tracestate"], random: service.context.random)
        return try await service.desk.command(
            type(of: command).commandType, try command.encoded(), for: link.kommune, open: request, trace: trace
        ) { _ in page(done, link).response }
    }

    private func failed(_ error: any Error, _ link: EmailLink) -> HTTPResponse {
        switch error {
        case is Rejection: return page(.expired, link).response
        // Whoever passed it on looks for the owner once more.
        case let problem as ProblemDetails where problem.status == 421: return problem.response
        case let problem as ProblemDetails where problem.status == 404: return page(.expired, link).response
        case is ProblemDetails: return page(.later, link).response
        default:
            service.context.logger.error("a link in an e-mail could not be followed", ["reason": .reason(error)])
            return page(.later, link).response
        }
    }

    private func read(_ request: HTTPRequest) -> EmailLink.Reading {
        EmailLink.read(request.parameters["token"] ?? "", signedWith: keys, now: service.context.time.now())
    }

    private func page(_ kind: EmailPage.Kind, _ link: EmailLink) -> EmailPage {
        EmailPage(kind: kind, maalform: link.maalform, kommune: service.municipalities.municipality(link.kommune)?["navn"]?.text)
    }

    private func page(_ kind: EmailPage.Kind, _ request: HTTPRequest) -> EmailPage {
        EmailPage(kind: kind, maalform: PreferredLanguage.maalform(request.headers["Accept-Language"]))
    }
}
