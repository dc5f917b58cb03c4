import HTTPServer

extension ServiceContext {
    /// Begins to serve these routes at the configured address; ends it, draining, as the first thing when the service stops.
    ///
    /// - Returns: where others reach this instance.
    /// - Throws: `address_in_use`, `address_unusable`.
    @discardableResult
    public func serve(_ routes: ServiceRoutes) throws(StartRefusal) -> String {
        var configuration = HTTPServerConfiguration(address: settings.address, port: UInt16(clamping: settings.port))
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
