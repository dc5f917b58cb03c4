import Foundation
import Observability

/// Keeps processes alive until it is told to stop: starts them, starts them again when they die, ends them.
actor Supervisor {
    /// What the person at the screen should know.
    enum Event: Sendable, Equatable {
        case started(ServiceLaunch, pid: Int32)
        case died(ServiceLaunch, status: Int32, restart: Duration?, lastWords: [String])
        case restarted(ServiceLaunch, pid: Int32)
        case stopped(ServiceLaunch)
        case killed(ServiceLaunch)
    }

    private static let lastWordsLines = 5
    private let clock: any TimeSource
    private let graceSeconds: Int
    private let report: @Sendable (Event) -> Void
    private var running: [String: (launch: ServiceLaunch, process: ServiceProcess)] = [:]
    private var isStopping = false
    private var keepers: [Task<Void, Never>] = []

    /// - Parameter graceSeconds: between asking a process to stop and killing it.
    init(clock: any TimeSource, graceSeconds: Int, report: @escaping @Sendable (Event) -> Void) {
        (self.clock, self.graceSeconds, self.report) = (clock, graceSeconds, report)
    }

    /// Starts one and keeps it.
    func start(_ launch: ServiceLaunch) throws {
        let process = try ServiceProcess.start(launch)
        running[launch.name] = (launch, process)
        report(.started(launch, pid: process.id))
        keepers.append(Task { await keep(launch, process) })
    }

    /// Is the process of that instance there now?
    func isRunning(_ launch: ServiceLaunch) -> Bool { running[launch.name].map { !$0.process.hasEnded } ?? false }

    /// Instances that gave up for good.
    private(set) var lost: [ServiceLaunch] = []

    /// Ends all: asks, waits for the grace period, kills. Safe to call more than once.
    func stop() async {
        isStopping = true
        let processes = running.values.map { $0 }
        for (_, process) in processes { process.signal(SIGTERM) }
        let killer = Task {
            // Cancelled when all have gone by themselves.
            guard (try? await clock.sleep(for: .seconds(graceSeconds))) != nil else { return }
            for (launch, process) in processes where !process.hasEnded {
                process.signal(SIGKILL)
                report(.killed(launch))
            }
        }
        for (launch, process) in processes {
            _ = await process.exitStatus()
            report(.stopped(launch))
        }
        killer.cancel()
        for keeper in keepers { keeper.cancel() }
    }

    /// Kills all at once; for the person who presses Ctrl-C twice.
    func kill() {
        for (_, process) in running.values { process.signal(SIGKILL) }
    }

    private func keep(_ launch: ServiceLaunch, _ first: ServiceProcess) async {
        var (process, policy) = (first, RestartPolicy())
        while true {
            let born = clock.elapsed()
            let status = await process.exitStatus()
            guard !isStopping else { return }
            let lastWords = LogFile.tail(launch.logFile, from: process.logStart, lines: Self.lastWordsLines)
            guard case .restart(let pause) = policy.died(after: clock.elapsed() - born, status: status) else {
                running[launch.name] = nil
                lost.append(launch)
                return report(.died(launch, status: status, restart: nil, lastWords: lastWords))
            }
            report(.died(launch, status: status, restart: pause, lastWords: lastWords))
            // Cancelled = stopping, and then nothing is started any more.
            guard (try? await clock.sleep(for: pause)) != nil, !isStopping else { return }
            do { process = try ServiceProcess.start(launch) } catch {
                running[launch.name] = nil
                lost.append(launch)
                return report(.died(launch, status: ExitCode.configuration.rawValue, restart: nil, lastWords: ["\(error)"]))
            }
            running[launch.name] = (launch, process)
            report(.restarted(launch, pid: process.id))
        }
    }
}
