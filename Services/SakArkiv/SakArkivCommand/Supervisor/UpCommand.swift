import Foundation
import Observability

extension CommandSpec {
    /// `sakarkiv up`
    static let up = CommandSpec(
        name: "up", summary: "Start the four services on this machine and keep them running.",
        discussion: """
            The services are processes of their own, on the local log in the data directory, or on Kafka. One that dies is
            started again. Ctrl-C ends them all in order. Their logs are in <data>/logs.
            """,
        options: [
            .value("kafka", "HOST:PORT,…", "use these brokers instead of the local log"),
            .value("scale", "SERVICE=N", repeats: true, "so many instances of a service (1)"),
            .value("port", "SERVICE=PORT", repeats: true, "the first instance's port; further ones count upwards"),
            .flag("demo", "also create the demo's municipalities and publish its messages"),
            .flag("reset", "start over: remove what the suite made in the data directory; the key of the webhooks' secrets stays"),
            .value("bin", "DIR", "where the programs are (beside this one)"),
            .value("ready-seconds", "SECONDS", "give up when a service is not ready after this long (120)"),
            .value("grace-seconds", "SECONDS", "how long a service may take to stop (30)"),
        ],
        examples: ["sakarkiv up --demo", "sakarkiv up --scale registry=3", "sakarkiv up --kafka 127.0.0.1:9092 --data /var/lib/sakarkiv"],
        action: { try await UpCommand($0, $1).run() })
}

/// Starts everything, waits until it is ready, and stays.
struct UpCommand {
    private let invocation: Invocation
    private let context: CommandContext
    private let screen: UpScreen

    init(_ invocation: Invocation, _ context: CommandContext) throws {
        (self.invocation, self.context) = (invocation, context)
        screen = UpScreen(context.console, json: invocation.has("json"))
    }

    func run() async throws -> ExitCode {
        let options = try UpOptions(invocation, environment: context.environment)
        let programs = try invocation.value("bin") ?? Self.ownDirectory()
        let readySeconds = try invocation.int("ready-seconds", in: 1...86_400) ?? 120
        let graceSeconds = try invocation.int("grace-seconds", in: 1...3_600) ?? 30
        let installation = try Installation(context.data(invocation))
        let left = try installation.endLeftovers()
        if !left.isEmpty { screen.note("ended what an earlier run had left behind: \(left.joined(separator: ", "))") }
        if invocation.has("reset") { try reset(installation, options) }
        let launches = options.launches(programs: programs, data: installation.data, environment: context.environment)
        try PortCheck.free(launches)
        try addresses(launches).write(data: installation.data)
        defer { ServiceAddresses.remove(data: installation.data) }
        screen.starting(launches, log: options.log, data: installation.data)
        return try await supervise(launches, readySeconds: readySeconds, graceSeconds: graceSeconds)
    }

    private func supervise(_ launches: [ServiceLaunch], readySeconds: Int, graceSeconds: Int) async throws -> ExitCode {
        let signals = StopSignals()
        defer { signals.close() }
        let supervisor = Supervisor(clock: context.clock, graceSeconds: graceSeconds, report: screen.show)
        let work = Task { try await run(launches, supervisor, readySeconds: readySeconds) }
        let stream = signals.stream
        let watch = Task {
            var iterator = stream.makeAsyncIterator()
            guard await iterator.next() != nil else { return }
            work.cancel()
            screen.note("\nstopping (Ctrl-C once more kills)")
            if await iterator.next() != nil { await supervisor.kill() }
        }
        let result = await work.result
        await supervisor.stop()
        watch.cancel()
        do {
            return try result.get()
        } catch is CancellationError {
            return .ok
        }
    }

    /// Everything until somebody says stop; ends by itself only when no service is left.
    private func run(_ launches: [ServiceLaunch], _ supervisor: Supervisor, readySeconds: Int) async throws -> ExitCode {
        for launch in launches { try await supervisor.start(launch) }
        try await ReadinessWait(context, screen, supervisor).wait(launches, seconds: readySeconds)
        if invocation.has("demo") {
            _ = try await Demo(context, try context.client(invocation)).run()
        } else {
            screen.next(launches)
        }
        while await supervisor.lost.count < launches.count { try await context.clock.sleep(for: .seconds(1)) }
        throw CommandFailure(.configuration, "no service is left")
    }

    private func reset(_ installation: Installation, _ options: UpOptions) throws {
        try installation.reset()
        screen.note("started over: \(installation.data) is empty")
        if options.log.hasPrefix("kafka:") {
            screen.note(
                "the topics on Kafka are as they were, and the stores come back from them; another SAKARKIV_TOPIC_PREFIX starts empty")
        }
    }

    private func addresses(_ launches: [ServiceLaunch]) -> ServiceAddresses {
        ServiceAddresses(Dictionary(grouping: launches, by: \.service).mapValues { $0.map(\.url) })
    }

    private static func ownDirectory() throws -> String {
        guard let own = Bundle.main.executableURL else {
            throw CommandFailure(.internal, "cannot find the own program", advice: "give --bin")
        }
        return own.resolvingSymlinksInPath().deletingLastPathComponent().path(percentEncoded: false)
    }
}
