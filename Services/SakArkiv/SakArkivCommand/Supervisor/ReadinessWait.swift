import Observability

/// Waits until every instance is ready, and says so for each.
struct ReadinessWait {
    private let context: CommandContext
    private let screen: UpScreen
    private let supervisor: Supervisor
    private static let pauseBetweenLooks = Duration.milliseconds(50)

    init(_ context: CommandContext, _ screen: UpScreen, _ supervisor: Supervisor) {
        (self.context, self.screen, self.supervisor) = (context, screen, supervisor)
    }

    /// - Throws: `CommandFailure` when one gave up, or is not ready in time.
    func wait(_ launches: [ServiceLaunch], seconds: Int) async throws {
        let start = context.clock.elapsed()
        let readiness = Readiness(requester: context.requester)
        var waiting = launches
        while !waiting.isEmpty {
            var still: [ServiceLaunch] = []
            for launch in waiting {
                // Somebody else may sit on the port: only a living process of ours counts.
                let state = await supervisor.isRunning(launch) ? await readiness.look(launch.url) : .silent("not running")
                if state == .ready {
                    screen.ready(launch, after: context.clock.elapsed() - start)
                } else {
                    still.append(launch)
                    if case .waiting(let why) = state { context.console.showStatus("\(launch.name) is not ready yet: \(why)") }
                }
            }
            waiting = still
            if let lost = await supervisor.lost.first {
                throw CommandFailure(.configuration, "\(lost.name) cannot run; its last words are above")
            }
            if !waiting.isEmpty, context.clock.elapsed() - start >= .seconds(seconds) {
                // What answers reads is of use: one stopped municipality must not take the others down with it.
                var silent: [ServiceLaunch] = []
                for launch in waiting where await readiness.look(launch.url, for: "reads") != .ready { silent.append(launch) }
                guard silent.isEmpty else {
                    throw CommandFailure(
                        .temporary, "not ready after \(seconds) s: " + silent.map(\.name).joined(separator: ", "),
                        advice: Self.lastWords(silent))
                }
                for launch in waiting {
                    let state = await readiness.look(launch.url)
                    if case .waiting(let why) = state { context.console.note("\(launch.name) answers reads and is not ready: \(why)") }
                }
                break
            }
            if !waiting.isEmpty { try await context.clock.sleep(for: Self.pauseBetweenLooks) }
        }
        context.console.showStatus("")
    }

    /// What each of them wrote last, said once when it is the same: most often all wait for the same thing.
    private static func lastWords(_ launches: [ServiceLaunch]) -> String? {
        let words = launches.compactMap { launch in
            LogFile.tail(launch.logFile, lines: 1).first.map { (name: launch.name, words: $0) }
        }
        var lines: [(names: [String], words: String)] = []
        for one in words {
            if let index = lines.firstIndex(where: { $0.words == one.words }) {
                lines[index].names.append(one.name)
            } else {
                lines.append(([one.name], one.words))
            }
        }
        return lines.isEmpty ? nil : lines.map { "\($0.names.joined(separator: ", ")): \($0.words)" }.joined(separator: "\n")
    }
}
