import Contracts
import Domain

/// A timeline for scripts.
enum TraceJSON {
    static func of(_ followed: TraceFollower.Followed, _ timeline: Timeline) -> JSONValue {
        let trace = followed.trace
        var json: [String: JSONValue] = [
            "trace": .string(trace.subject.traceID), "start": .string(Tidspunkt(milliseconds: timeline.start).description),
            "totalMilliseconds": .int(timeline.total), "steps": .array(timeline.steps.map(step)),
            "silent": .array(trace.silent.map { ["service": .string($0.service.rawValue), "reason": .string($0.reason)] }),
        ]
        json["outstanding"] = .array(followed.outstanding.map(JSONValue.string))
        json["kommune"] = trace.subject.kommune.map(JSONValue.string)
        json["outcome"] = trace.subject.outcome.map(JSONValue.string)
        return .object(json)
    }

    private static func step(_ step: TimelineStep) -> JSONValue {
        let places = step.places.map { place -> JSONValue in
            ["topic": .string(place.topic), "partition": .int(place.partition), "offset": .int(place.offset)]
        }
        return [
            "who": .string(step.who), "what": .string(step.what), "atMilliseconds": .int(step.at),
            "tookMilliseconds": step.took.map(JSONValue.int) ?? .null,
            "decidedAfterMilliseconds": step.decidedAfter.map(JSONValue.int) ?? .null,
            "records": .array(places),
        ]
    }
}
