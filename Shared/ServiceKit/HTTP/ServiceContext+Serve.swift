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
        if let connections {
            let room = DescriptorLimit.raise(to: connections + DescriptorLimit.reservedForOthers)
            if room < connections + DescriptorLimit.reservedForOthers {
                logger.warning(
                    "the system allows fewer open files than connections are wanted; raise it (ulimit -n, LimitNOFILE)",
                    ["wanted": .number(connections + DescriptorLimit.reservedForOthers), "allowed": .number(room)])
            }
            configuration.connectionLimit = max(64, min(connections, room - DescriptorLimit.reservedForOthers))
        }
        let measured = HTTPMetrics(metrics)
        configuration.observer = { measured.observe($0) }
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
        let url = settings.url(boundPort: Int(port))
        logger.info("listening", ["address": .name(settings.address), "port": .number(port), "url": .name(url)])
        return url
    }
}
