import HTTPServer

extension ServiceContext {
    /// Begins to serve these routes at the configured address; ends it, draining, as the first thing when the service stops.
    ///
    /// - Parameter connections: how many it must be able to hold at once; nil takes the server's own number. The process is given room for them
    ///   as far as the system allows; a shortage is told in the log.
    /// - Returns: where others reach this instance.
    /// - Throws: `address_in_use`, `address_unusable`.
    @discardableResult
    public func serve(_ routes: ServiceRoutes, connections: Int? = nil) throws(StartRefusal) -> String {
        var configuration = HTTPServerConfiguration(address: settings.address, port: UInt16(clamping: settings.port))
        configuration.connectionLimit = connectionLimit(wanted: connections ?? configuration.connectionLimit)
        configuration.limitConnectionsPerAddress = settings.connectionsPerAddress
        settings.callers.apply(to: &configuration)
        let measured = HTTPMetrics(metrics)
        configuration.beginObserver = { measured.began() }
        configuration.observer = { measured.observe($0) }
        let ended = HTTPConnectionMetrics(metrics, logger: logger, time: time)
        configuration.connectionObserver = { ended.observe($0) }
        let server = HTTPServer(configuration: configuration, router: routes.router)
        let port: UInt16
        do { port = try server.start() } catch {
            switch error.code {
            case .addressInUse:
                throw StartRefusal(
                    "address_in_use", "\(error.message); see SAKARKIV_\(settings.service.keyWord)_PORT", exitCode: .unavailable)
            default: throw StartRefusal("address_unusable", error.message, exitCode: .configuration)
            }
        }
        shutdown.add("http server", .requests) { remaining in await server.stop(grace: remaining) }
        for route in routes.listed {
            let roles = route.roles.map { $0.map(\.rawValue).sorted().joined(separator: ",") } ?? "anybody"
            logger.debug("serves", ["method": .name(route.method), "route": .name(route.pattern), "roles": .name(roles)])
        }
        let url = settings.url(boundPort: Int(port))
        logger.info("listening", ["address": .name(settings.address), "port": .number(port), "url": .name(url)])
        return url
    }

    /// As many as are wanted and the system has room for: a connection more than there are descriptors would stop everybody.
    private func connectionLimit(wanted: Int) -> Int {
        let room = DescriptorLimit.raise(to: wanted + DescriptorLimit.reservedForOthers)
        if room < wanted + DescriptorLimit.reservedForOthers {
            logger.warning(
                "the system allows fewer open files than connections are wanted; raise it (ulimit -n, LimitNOFILE)",
                ["wanted": .number(wanted + DescriptorLimit.reservedForOthers), "allowed": .number(room)])
        }
        return max(64, min(wanted, room - DescriptorLimit.reservedForOthers))
    }
}
