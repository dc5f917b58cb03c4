import Contracts
import Foundation
import Observability

/// What `up` shows: lines for people, or one JSON object per happening for scripts.
struct UpScreen: Sendable {
    private let console: Console
    private let json: Bool

    init(_ console: Console, json: Bool) { (self.console, self.json) = (console, json) }

    /// A line for the person.
    func note(_ text: String) { console.note(text) }

    /// The first lines.
    func starting(_ launches: [ServiceLaunch], log: String, data: String) {
        guard !json else { return }
        let place = log == "local" ? "the local log" : log.replacingOccurrences(of: "kafka:", with: "Kafka at ")
        console.print("Sak-Arkiv: \(launches.count) processes on \(place), data in \(data)")
    }

    /// One instance is ready.
    func ready(_ launch: ServiceLaunch, after time: Duration) {
        guard !json else {
            return emit("ready", launch, ["url": .string(launch.url)])
        }
        let name = launch.name.padding(toLength: 17, withPad: " ", startingAt: 0)
        let seconds = String(format: "%.1f", time.inSeconds)
        console.print("  \(console.styled("●", .green)) \(console.styled(name, .bold)) \(launch.url)  ready after \(seconds) s")
    }

    /// What to try, once all are ready.
    func next(_ launches: [ServiceLaunch]) {
        guard !json else { return }
        console.print("Next: sakarkiv demo, sakarkiv publish FILE --kommune ORGNR --wait, sakarkiv status. Ctrl-C ends everything.")
    }

    /// Something happened to a process.
    @Sendable func show(_ event: Supervisor.Event) {
        switch event {
        case .started(let launch, let pid): if json { emit("started", launch, ["pid": .int(Int64(pid))]) }
        case .died(let launch, let status, let pause, let words): died(launch, status, pause, words)
        case .restarted(let launch, let pid):
            if json {
                emit("restarted", launch, ["pid": .int(Int64(pid))])
            } else {
                console.print("  \(console.styled("●", .yellow)) \(launch.name) started again")
            }
        case .stopped(let launch): if json { emit("stopped", launch) } else { console.print("  ○ \(launch.name) stopped") }
        case .killed(let launch):
            if json {
                emit("killed", launch)
            } else {
                console.print("  \(console.styled("○", .red)) \(launch.name) did not stop in time and was killed")
            }
        }
    }

    private func died(_ launch: ServiceLaunch, _ status: Int32, _ pause: Duration?, _ lastWords: [String]) {
        let seconds = pause.map(\.inSeconds)
        guard !json else {
            return emit("died", launch, ["status": .int(Int64(status)), "restartAfterSeconds": seconds.map(JSONValue.double) ?? .null])
        }
        let how = status > 128 ? "was ended by signal \(status - 128)" : "ended with \(status)"
        let next =
            seconds.map { "starting it again in \(String(format: "%.1f", $0)) s" }
            ?? "not started again: it says that another try is no use"
        console.print("  \(console.styled("●", .red)) \(launch.name) \(how); \(next)")
        for line in lastWords { console.print(console.styled("      \(line)", .dim)) }
        console.print("      more in \(launch.logFile)")
    }

    private func emit(_ event: String, _ launch: ServiceLaunch, _ more: [String: JSONValue] = [:]) {
        let common: [String: JSONValue] = [
            "event": .string(event), "service": .string(launch.service.rawValue), "instance": .int(Int64(launch.number)),
        ]
        console.print(JSONValue.object(common.merging(more) { _, new in new }).json)
    }
}
