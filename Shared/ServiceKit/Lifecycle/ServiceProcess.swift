import Glibc
import Observability

/// One run of a service: from the settings to the exit code. `ServiceMain` wraps the operating system around it; tests call it as it is.
public struct ServiceProcess: Sendable {
    private enum Happening: Sendable {
        case started
        case startFailed(StartRefusal)
        case failed(StartRefusal)
        case signal(Int32)
        case drained(failed: Int)
        case graceOver
    }

    private let definition: ServiceDefinition
    private let configuration: Configuration
    private let settings: SuiteSettings
    private let circumstances: Circumstances
    private let happenings = AsyncStream.makeStream(of: Happening.self)

    /// A run with these settings.
    ///
    /// - Throws: what `SuiteSettings` refuses.
    public init(
        _ definition: ServiceDefinition, _ configuration: Configuration, circumstances: Circumstances = .system
    ) throws(StartRefusal) {
        self.definition = definition
        self.configuration = configuration
        self.settings = try SuiteSettings(definition.service, configuration)
        self.circumstances = circumstances
    }

    /// What an operator wants to know before starting: whether tokens and partners can be read, and what follows from the keys. Makes nothing.
    ///
    /// - Throws: what `Credentials.load` and `PartnerRegistry.load` refuse.
    func rehearse() throws(StartRefusal) -> String {
        let isDevelopment = settings.tokensFile == nil && settings.isLoopback
        if !isDevelopment { _ = try Credentials.load(settings, random: circumstances.random) }
        let partners = try PartnerRegistry.load(configured: settings.partnersFile, data: settings.data, isDevelopment: isDevelopment)
        let mode = isDevelopment ? "development mode: tokens are made in \(settings.data.tokens)" : "configured tokens"
        return """
            listens on \(settings.address) port \(settings.port), reached at \(settings.url(boundPort: settings.port))
            stores in \(settings.stores), \(mode), \(partners.partners.count) partner(s)

            """
    }

    /// Hands over a signal: SIGTERM and SIGINT stop the service in order, a second one at once. At SIGHUP the tokens file is
    /// read again.
    public func receive(signal number: Int32) { happenings.continuation.yield(.signal(number)) }

    /// Runs until a signal or a failure ends it. To be called once.
    public func run() async -> ExitCode {
        let sink = circumstances.sink
        var logger = Logger(
            service: settings.service.rawValue, instance: settings.instance, level: settings.logLevel, time: circumstances.time, sink: sink)
        do {
            if let path = settings.restrictedLogFile {
                let restricted = try RestrictedLog.open(path)
                logger = Logger(
                    service: settings.service.rawValue, instance: settings.instance, level: settings.logLevel, time: circumstances.time,
                    sink: sink, restricted: restricted)
            }
            // What refuses the start must not leave its mark on a data directory that was never used.
            _ = try rehearse()
            try settings.data.create()
            let installation = try Installation.claim(
                settings.data, named: settings.installation, log: settings.log.kind, topicPrefix: settings.topicPrefix,
                partitions: settings.partitions,
                identifiers: circumstances.identifiers)
            let lock = try StoreLock.acquire(directory: settings.stores)
            let processFile = try ProcessFile.write(settings.data.processFile(of: settings.service, instance: settings.instance))
            defer { processFile.remove() }
            let context = try context(logger: logger, installation: installation)
            let code = await live(context)
            // The lock must outlive every step of the service.
            return withExtendedLifetime(lock) { code }
        } catch {
            return refuse(error, logger)
        }
    }

    private func context(logger: Logger, installation: Installation) throws(StartRefusal) -> ServiceContext {
        let credentials = try Credentials.load(settings, random: circumstances.random)
        let metrics = MetricsRegistry()
        ProcessMetrics.register(in: metrics)
        BuildInfo.register(in: metrics, commit: settings.commit)
        let health = HealthChecks(time: circumstances.time)
        DiskSpace(settings.data.path, time: circumstances.time).register(metrics: metrics, health: health)
        let continuation = happenings.continuation
        if credentials.isDevelopment {
            logger.warning(
                "development mode: tokens were made by the service itself, only this machine can reach it",
                ["tokens": .name(settings.data.tokens), "address": .name(settings.address)])
        }
        return ServiceContext(
            settings: settings, configuration: configuration, installation: installation, time: circumstances.time,
            random: circumstances.random, identifiers: circumstances.identifiers, logger: logger, metrics: metrics,
            health: health, authorizer: Authorizer(credentials),
            partners: try PartnerRegistry.load(
                configured: settings.partnersFile, data: settings.data, isDevelopment: credentials.isDevelopment),
            shutdown: ShutdownSteps(time: circumstances.time, logger: logger)
        ) { continuation.yield(.failed($0)) }
    }

    /// Starts, waits for the end, stops. Starting may take long (a store is rebuilt), so a signal ends that too.
    private func live(_ context: ServiceContext) async -> ExitCode {
        let logger = context.logger
        logger.info(
            "starting",
            [
                "installation": .id(context.installation.id), "log": .name(settings.log.kind), "data": .name(settings.data.path),
                "partitions": .number(settings.partitions), "grace_ms": .milliseconds(settings.grace),
            ])
        let (continuation, start) = (happenings.continuation, definition.start)
        let starting = Task {
            do {
                try await start(context)
                continuation.yield(.started)
            } catch {
                continuation.yield(.startFailed(ServiceProcess.refusal(of: error)))
            }
        }
        let tokens = settings.tokensFile.map {
            TokensWatch($0, authorizer: context.authorizer, time: circumstances.time, logger: logger, metrics: context.metrics)
        }
        let looking = Task { try await tokens?.run() }
        defer { looking.cancel() }
        var code = ExitCode.ok
        waiting: for await happening in happenings.stream {
            switch happening {
            case .started:
                context.health.started()
                logger.info("started")
            case .startFailed(let refusal), .failed(let refusal):
                code = refuse(refusal, logger)
                break waiting
            case .signal(SIGHUP):
                if let tokens {
                    await tokens.look(isAsked: true)
                } else {
                    logger.info("there is no file to read again: the tokens were made by the service itself")
                }
            case .signal(let number):
                logger.info("stopping", ["signal": .number(number)])
                break waiting
            case .drained, .graceOver: break
            }
        }
        starting.cancel()
        return await drain(context, after: starting, ending: code)
    }

    private func drain(_ context: ServiceContext, after starting: Task<Void, Never>, ending code: ExitCode) async -> ExitCode {
        context.health.draining()
        let (continuation, grace, time) = (happenings.continuation, settings.grace, circumstances.time)
        let stopping = Task {
            // Steps that a start under way still adds must be run too.
            await starting.value
            continuation.yield(.drained(failed: await context.shutdown.run(within: grace)))
        }
        let limit = Task {
            try await time.sleep(for: grace)
            continuation.yield(.graceOver)
        }
        defer {
            stopping.cancel()
            limit.cancel()
        }
        for await happening in happenings.stream {
            switch happening {
            case .drained(let failed):
                context.logger.info("stopped in order", ["exit_code": .number(code.rawValue)])
                return code == .ok && failed > 0 ? .software : code
            case .graceOver:
                context.logger.error("the grace period is over, work under way is cut off", ["grace_ms": .milliseconds(grace)])
                return code == .ok ? .temporary : code
            case .signal(let number) where number != SIGHUP:
                context.logger.warning("stopped at once by a second signal", ["signal": .number(number)])
                return .signal(number)
            case .started, .startFailed, .failed, .signal: break
            }
        }
        return .software
    }

    private func refuse(_ refusal: StartRefusal, _ logger: Logger) -> ExitCode {
        logger.error(
            "the service cannot run",
            ["code": .name(refusal.code), "reason": .reason(refusal.message), "exit_code": .number(refusal.exitCode.rawValue)])
        return refusal.exitCode
    }

    private static func refusal(of error: any Error) -> StartRefusal {
        (error as? StartRefusal) ?? StartRefusal("start_failed", String(describing: error), exitCode: .software)
    }
}
