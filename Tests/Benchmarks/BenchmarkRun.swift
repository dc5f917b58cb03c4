import Foundation

/// The whole run, in order: the registry is loaded first, then read, then built anew.
struct BenchmarkRun {
    let options: BenchmarkOptions

    init(_ options: BenchmarkOptions) { self.options = options }

    /// Measures and prints.
    func run() async throws {
        FigureTable.head(options.kafka.map { "Kafka at \($0)" } ?? "local")
        let subject = try await BenchmarkSubject.start(options)
        do {
            try await measure(subject)
        } catch {
            let words = FileManager.default.contents(atPath: "\(subject.registry.data)/registry.log") ?? Data()
            FileHandle.standardError.write(words.suffix(3_000))
            await subject.end()
            throw error
        }
        await subject.end()
    }

    private func measure(_ subject: BenchmarkSubject) async throws {
        var table = FigureTable()
        table.add("memory at rest", try subject.registry.memory().now, "MiB")
        var next = 0
        let intake = IntakeMeasure(subject: subject)
        // Code is paged in and statements are prepared by the first messages.
        _ = try await intake.sustained(next..<next + 60)
        next += 60
        if options.takes("sustained") {
            let figures = try await intake.sustained(next..<next + options.messages)
            next += options.messages
            let batch = max(1, Int(figures.commitsPerRound.rounded()))
            let bareLog = try await BareLog(subject: subject).run(try await subject.commits(), batch: batch)
            let bareStore = try BareStore(stores: subject.registry.stores).run(messagesPerTransaction: batch)
            table.add("arkivmeldinger, sustained", figures.perSecond, "/s", baseline: bareLog, "append + read back, rounds of \(batch)")
            table.add("arkivmeldinger, sustained", figures.perSecond, "/s", baseline: bareStore, "bare SQLite, same rows")
            table.add("  processor time of the registry", figures.processorMilliseconds, "ms/message")
            table.add("  memory at most", try subject.registry.memory().peak, "MiB")
        }
        if options.takes("latency") {
            let latency = try await intake.latency(from: next, seconds: options.seconds)
            next += options.seconds * 200
            let one = try await oneRecord(subject)
            table.add("publish to kvittering at 200/s, p50", latency(50), "ms", baseline: one(50), "append + read back of one")
            table.add("publish to kvittering at 200/s, p99", latency(99), "ms", baseline: one(99), "append + read back of one")
        }
        if options.takes("varsler") { next = try await NotificationsMeasure(subject: subject, options: options).run(from: next, &table) }
        if options.takes("http") { next = try await writes(subject, from: next, &table) }
        if options.takes("reads") { try await reads(subject, &table) }
        if options.takes("filer") { next = try await FilesMeasure(subject: subject, options: options).run(from: next, &table) }
        if options.takes("webhooks") {
            let webhooks = try await WebhookMeasure(subject: subject).run(messages: next..<next + options.messages / 2)
            next += options.messages / 2
            table.add(
                "webhooks delivered, one target", webhooks.perSecond, "/s", baseline: webhooks.barePerSecond,
                "bare posts, \(WebhookMeasure.parallel) at a time")
        }
        if options.takes("kassasjon") { try await KassasjonMeasure(options).run(&table) }
        if options.takes("replay") {
            // Alone, it has nothing to build the stores from yet.
            if !options.takes("sustained") { _ = try await intake.sustained(next..<next + options.messages) }
            try await ReplayMeasure(subject: subject).run(&table)
            try await SnapshotMeasure(subject: subject).run(&table)
        }
    }

    /// How long one record takes to be appended and read back, one after another, milliseconds.
    private func oneRecord(_ subject: BenchmarkSubject) async throws -> Percentiles {
        try await BareLog(subject: subject).single(BenchmarkMessage.record(0), times: max(20, options.seconds * 20))
    }

    private func writes(_ subject: BenchmarkSubject, from first: Int, _ table: inout FigureTable) async throws -> Int {
        var next = first
        let http = HTTPMeasure(subject: subject)
        let watch = try await ReceiptWatch(subject.log, subject.topics)
        defer { watch.end() }
        for clients in [1, 64] {
            let empty = try await http.reads(options.requests, clients: clients, ["/healthz"])
            let writes = try await http.writes(options.requests, clients: clients, from: next)
            next += options.requests
            _ = try await watch.wait(for: next - first)
            table.add("POST /cloudevents, \(clients) clients", writes.perSecond, "/s", baseline: empty.perSecond, "GET /healthz")
            table.add("  p99", writes.milliseconds(99), "ms", baseline: empty.milliseconds(99), "GET /healthz")
        }
        return next
    }

    private func reads(_ subject: BenchmarkSubject, _ table: inout FigureTable) async throws {
        let http = HTTPMeasure(subject: subject)
        let kommune = BenchmarkMessage.kommune(0)
        let year = Calendar(identifier: .gregorian).component(.year, from: Date())
        let measures = [
            ("GET /saksmapper/{aar}/{nr}", (1...15).map { "/saksmapper/\(year)/\($0)?kommune=\(kommune)" }),
            ("GET /sok", (1...15).map { "/sok?kommune=\(kommune)&q=furubakken%20\($0 * 3)" }),
        ]
        for (name, paths) in measures {
            for clients in [1, 8] {
                let empty = try await http.reads(options.requests, clients: clients, ["/healthz"])
                let reads = try await http.reads(options.requests, clients: clients, paths)
                table.add("\(name), \(clients) clients", reads.perSecond, "/s", baseline: empty.perSecond, "GET /healthz")
            }
        }
    }
}
