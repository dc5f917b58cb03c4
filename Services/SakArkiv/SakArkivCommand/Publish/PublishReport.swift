import Contracts

/// What `publish` prints about each message.
struct PublishReport {
    private let console: Console
    private let json: Bool

    init(_ console: Console, json: Bool) { (self.console, self.json) = (console, json) }

    /// Without `--wait`: what was taken in and what was not; returns how many were refused.
    func handedOver(_ outcomes: [Publisher.Outcome]) -> Int {
        var refused = 0
        for outcome in outcomes {
            switch outcome {
            case .refused(let event, let problem):
                refused += 1
                self.refused(event, problem)
            case .accepted(let event):
                if json { console.print(line(event, "accepted").json) } else { console.print("\(mark(true)) \(event.name)  \(event.id)") }
            }
        }
        return refused
    }

    /// Refused at the door.
    func refused(_ event: MessageEnvelope.Event, _ problem: Problem) {
        if json {
            let errors = problem.faults.map { fault -> JSONValue in
                ["pointer": .string(fault.pointer), "code": .string(fault.code), "message": .string(fault.message)]
            }
            console.print(line(event, "refused", ["problem": .string(problem.lines[0]), "errors": .array(errors)]).json)
        } else {
            console.print("\(mark(false)) \(event.name)  \(problem.lines.joined(separator: "\n    "))")
        }
    }

    /// The last receipt has come.
    func answered(_ event: MessageEnvelope.Event, _ receipt: Receipt) {
        if json {
            console.print(line(event, receipt.kind.rawValue, ["receipt": receipt.event]).json)
        } else {
            console.print("\(mark(!receipt.isRefusal)) \(event.name)  \(receipt.summary.joined(separator: "\n    "))")
        }
    }

    /// The last line, for people.
    func summary(_ count: Int, refused: Int, seconds: Double) {
        let rate = seconds > 0.5 && count > 20 ? ", \(Int(Double(count) / seconds)) a second" : ""
        console.note("\(count - refused) of \(count) published" + (refused > 0 ? ", \(refused) refused" : "") + rate)
    }

    private func mark(_ good: Bool) -> String { good ? console.styled("✓", .green) : console.styled("✗", .red) }

    private func line(_ event: MessageEnvelope.Event, _ status: String, _ more: [String: JSONValue] = [:]) -> JSONValue {
        let common: [String: JSONValue] = [
            "file": .string(event.name), "id": .string(event.id), "source": .string(event.source), "status": .string(status),
        ]
        return .object(common.merging(more) { _, new in new })
    }
}
