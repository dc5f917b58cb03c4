import HTTPServer
import Observability
import Transfer

/// How many requests an instance passes on to others at once.
///
/// Each takes a connection of its own for as long as it lasts, and whoever follows a feed stays for hours: fewer than may follow, and the rest
/// would wait in silence behind them. So it is as many as the server holds, unless the operator says otherwise or the system has no room.
struct ForwardingLimit: Sendable {
    /// The least, however little room there is.
    static let leastRequests = 64

    /// How many.
    let requests: Int

    /// - Parameter connections: how many the instance's server holds; nil for the server's own number.
    init(_ context: ServiceContext, connections: Int?) {
        let held = connections ?? HTTPServerConfiguration().connectionLimit
        let wanted = context.settings.forwardedRequests ?? held
        let others = held + DescriptorLimit.reservedForOthers
        let room = DescriptorLimit.raise(to: others + wanted)
        requests = min(wanted, max(Self.leastRequests, room - others))
        if requests < wanted, context.settings.forwardedRequests != nil {
            context.logger.warning(
                "the system allows fewer open files than requests are to be passed on; raise it (ulimit -n, LimitNOFILE)",
                ["wanted": .number(wanted), "allowed": .number(requests)])
        }
    }

    /// What the client for them allows. All of them may go to one instance.
    var client: HTTPClientConfiguration {
        var configuration = HTTPClientConfiguration()
        configuration.maximumConnectionsPerHost = requests
        (configuration.maximumConnections, configuration.maximumTransfers) = (requests, requests)
        return configuration
    }
}
