import Foundation
import Observability
import Synchronization
import Testing

@testable import SakArkivCommand

// With real processes: small shell scripts in the place of services.
@Suite(.timeLimit(.minutes(5)))
struct SupervisorTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func launch(_ script: String) -> ServiceLaunch {
        ServiceLaunch(
            service: .registry, number: 1, port: 1, executable: "/bin/sh", arguments: ["-c", script],
            environment: ["WORD": "hei", "PATH": "/usr/bin:/bin"], logFile: directory.path("registry.log"))
    }

    /// What the supervisor told, and a way to wait for it.
    private final class Told: Sendable {
        private let events = Mutex<[Supervisor.Event]>([])
        @Sendable func tell(_ event: Supervisor.Event) { events.withLock { $0.append(event) } }
        var all: [Supervisor.Event] { events.withLock { $0 } }

        func until(_ condition: ([Supervisor.Event]) -> Bool) async throws {
            while !condition(all) { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    private func isAlive(_ id: Int32) -> Bool { kill(id, 0) == 0 }

    @Test func `a process gets its environment, its words go to its log, and its exit status comes back`() async throws {
        let launch = launch("echo \"$WORD\"; echo more >&2; exit 7")
        let process = try ServiceProcess.start(launch)
        #expect(await process.exitStatus() == 7)
        #expect(process.hasEnded)
        #expect(directory.read("registry.log") == "hei\nmore\n")
    }

    @Test func `a process ended by a signal shows as 128 and the signal`() async throws {
        let process = try ServiceProcess.start(launch("sleep 60 & wait"))
        process.signal(SIGKILL)
        #expect(await process.exitStatus() == 137)
        #expect(!isAlive(process.id))
    }

    @Test func `a program that is not there is told before anything runs`() throws {
        let launch = ServiceLaunch(
            service: .registry, number: 1, port: 1, executable: directory.path("none"), environment: [:], logFile: directory.path("log"))
        #expect(throws: CommandFailure.self) { try ServiceProcess.start(launch) }
    }

    @Test func `a process hears SIGTERM although the command itself has blocked or ignored it`() async throws {
        let signals = StopSignals()
        defer { signals.close() }
        let told = Told()
        let supervisor = Supervisor(clock: SystemClock(), graceSeconds: 30, report: told.tell)
        let launch = launch("trap 'echo stopping; exit 0' TERM; echo up; while :; do sleep 0.01; done")
        try await supervisor.start(launch)
        while directory.read("registry.log")?.hasPrefix("up\n") != true { try await Task.sleep(for: .milliseconds(5)) }
        await supervisor.stop()
        #expect(directory.read("registry.log") == "up\nstopping\n")
        #expect(told.all.last == .stopped(launch))
    }

    @Test func `one that dies is started again after a pause, and told of`() async throws {
        let told = Told()
        let supervisor = Supervisor(clock: JumpingClock(), graceSeconds: 5, report: told.tell)
        let marker = directory.path("second")
        let launch = launch("[ -e \(marker) ] && exec sleep 60; touch \(marker); echo sorry; exit 3")
        try await supervisor.start(launch)
        try await told.until { $0.contains { if case .restarted = $0 { true } else { false } } }
        #expect(told.all.contains(.died(launch, status: 3, restart: .milliseconds(500), lastWords: ["sorry"])))
        #expect(await supervisor.isRunning(launch))
        await supervisor.stop()
        #expect(await !supervisor.isRunning(launch))
    }

    @Test func `one whose configuration is wrong is not started again`() async throws {
        let told = Told()
        let supervisor = Supervisor(clock: JumpingClock(), graceSeconds: 5, report: told.tell)
        let launch = launch("exit 78")
        try await supervisor.start(launch)
        try await told.until { $0.contains(.died(launch, status: 78, restart: nil, lastWords: [])) }
        while await supervisor.lost.isEmpty { await Task.yield() }
        #expect(await supervisor.lost == [launch])
        await supervisor.stop()
    }

    @Test func `one that is not ready in time is told of with its last words`() async throws {
        let supervisor = Supervisor(clock: JumpingClock(), graceSeconds: 5) { _ in }
        let launch = launch(#"echo '{"level":"warning","message":"the log is not there yet","reason":"no broker"}'; exec sleep 60"#)
        try await supervisor.start(launch)
        while directory.read("registry.log")?.hasSuffix("}\n") != true { try await Task.sleep(for: .milliseconds(5)) }
        let console = Console(colours: false, isInteractive: false, width: 100) { _, _ in }
        var context = CommandContext(console: console, environment: [:], requester: ScriptedServices())
        context.clock = JumpingClock()
        let failure = await #expect(throws: CommandFailure.self) {
            try await ReadinessWait(context, UpScreen(console, json: false), supervisor).wait([launch], seconds: 1)
        }
        #expect(failure?.message == "not ready after 1 s: registry-1")
        #expect(failure?.advice == "registry-1: warning: the log is not there yet: no broker")
        await supervisor.kill()
        await supervisor.stop()
    }

    @Test func `one that will not stop is killed when the grace period is over`() async throws {
        let told = Told()
        let supervisor = Supervisor(clock: JumpingClock(), graceSeconds: 5, report: told.tell)
        let launch = launch("trap '' TERM; echo up; while :; do sleep 0.01; done")
        try await supervisor.start(launch)
        while directory.read("registry.log")?.hasPrefix("up\n") != true { try await Task.sleep(for: .milliseconds(5)) }
        await supervisor.stop()
        #expect(told.all.suffix(2) == [.killed(launch), .stopped(launch)])
    }

    @Test func `a log that has grown large makes room at a start`() throws {
        let file = try directory.write("x.log", "old")
        #expect(truncate(file, off_t(LogFile.bytesMax + 1)) == 0)
        close(try LogFile.open(file))
        #expect(directory.read("x.log") == "")
        #expect(directory.read("x.log.1")?.hasPrefix("old") == true)
    }

    @Test func `the last words of a log are its last lines`() throws {
        let text = (1...10_000).map { "line \($0)\n" }.joined()
        let file = try directory.write("x.log", text)
        #expect(LogFile.tail(file, lines: 2) == ["line 9999", "line 10000"])
        #expect(LogFile.tail(file, from: text.utf8.count - 11, lines: 5) == ["line 10000"])
        #expect(LogFile.tail(directory.path("none"), lines: 2) == [])
    }

    @Test func `a service's JSON line is shown as a sentence, any other line as it is`() {
        let line = #"{"ts":"x","level":"error","message":"the service cannot run","reason":"port taken"}"#
        #expect(LogFile.readable(line) == "error: the service cannot run: port taken")
        #expect(LogFile.readable("Fatal error: index out of range") == "Fatal error: index out of range")
    }
}
