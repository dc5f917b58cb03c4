/// Writes what happens as JSON lines: `{"ts", "level", "service", "instance", "message", "trace_id"?, "span_id"?, …fields}`.
///
/// The message is a constant, every variable is a field: so lines can be counted and searched, and personal data has no way in
/// except through `.restricted` fields, which go to their own channel or nowhere.
public struct Logger: Sendable {
    /// Fields in the order they were given; names are constants.
    public typealias Fields = KeyValuePairs<StaticString, LogField>

    /// Lines below this level are not written.
    public let level: LogLevel
    private let service: String
    private let instance: Int
    private let time: any TimeSource
    private let sink: any LogSink
    private let restrictedSink: (any LogSink)?
    private let trace: TraceContext?
    private let standing: [(StaticString, LogField)]

    /// A logger for one instance of a service.
    ///
    /// - Parameter restricted: takes whole lines that have restricted fields; nil drops those fields.
    public init(
        service: String, instance: Int = 1, level: LogLevel = .info, time: any TimeSource = SystemClock(),
        sink: any LogSink = DescriptorSink.standardOutput, restricted: (any LogSink)? = nil
    ) {
        self.init(
            service: service, instance: instance, level: level, time: time, sink: sink, restricted: restricted, trace: nil, standing: [])
    }

    private init(
        service: String, instance: Int, level: LogLevel, time: any TimeSource, sink: any LogSink, restricted: (any LogSink)?,
        trace: TraceContext?, standing: [(StaticString, LogField)]
    ) {
        (self.service, self.instance, self.level, self.time) = (service, instance, level, time)
        (self.sink, self.restrictedSink, self.trace, self.standing) = (sink, restricted, trace, standing)
    }

    /// The same logger inside a trace: its lines carry `trace_id` and `span_id`.
    public func with(_ trace: TraceContext?) -> Logger {
        Logger(
            service: service, instance: instance, level: level, time: time, sink: sink, restricted: restrictedSink,
            trace: trace, standing: standing)
    }

    /// The same logger with fields that stand on each of its lines.
    public func with(_ fields: Fields) -> Logger {
        Logger(
            service: service, instance: instance, level: level, time: time, sink: sink, restricted: restrictedSink,
            trace: trace, standing: standing + fields.map { ($0.key, $0.value) })
    }

    /// For whoever looks for a fault in the program.
    public func debug(_ message: StaticString, _ fields: @autoclosure () -> Fields = [:]) { log(.debug, message, fields()) }
    /// What happened, in the normal course.
    public func info(_ message: StaticString, _ fields: @autoclosure () -> Fields = [:]) { log(.info, message, fields()) }
    /// Something is not as it should be, and the service goes on.
    public func warning(_ message: StaticString, _ fields: @autoclosure () -> Fields = [:]) { log(.warning, message, fields()) }
    /// Somebody has to do something.
    public func error(_ message: StaticString, _ fields: @autoclosure () -> Fields = [:]) { log(.error, message, fields()) }

    /// Writes one line, unless the level is below the logger's.
    public func log(_ level: LogLevel, _ message: StaticString, _ fields: @autoclosure () -> Fields = [:]) {
        guard level >= self.level else { return }
        write(level, message, fields())
    }

    /// Who has seen or done what: written whatever the level is, since it must be known afterwards.
    public func audit(_ message: StaticString, _ fields: Fields) { write(.info, message, fields) }

    private func write(_ level: LogLevel, _ message: StaticString, _ fields: Fields) {
        let all = standing + fields.map { ($0.key, $0.value) }
        let withheld = all.filter(\.1.isRestricted)
        var head = LogLine()
        head.add("ts", time.now().description)
        head.add("level", level.rawValue)
        head.add("service", service)
        head.add("instance", .number(instance))
        head.add("message", message.description)
        if let trace {
            head.add("trace_id", trace.traceIDText)
            head.add("span_id", trace.spanIDText)
        }
        var open = head
        for (name, field) in all where !field.isRestricted { open.add(name.description, field) }
        if !withheld.isEmpty { open.add("withheld", withheld.map(\.0.description)) }
        sink.write(open.finished())
        guard !withheld.isEmpty, let restrictedSink else { return }
        for (name, field) in all { head.add(name.description, field) }
        restrictedSink.write(head.finished())
    }
}
