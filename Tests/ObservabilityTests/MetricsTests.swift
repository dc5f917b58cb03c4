import Observability
import Testing

struct MetricsTests {
    private let metrics = MetricsRegistry()

    private var lines: [Substring] { metrics.exposition().split(separator: "\n") }

    @Test func `a counter shows help, type and value`() {
        let counter = metrics.counter("sakarkiv_commits_total", help: "Commits accepted.", labels: ["service": "registry"])
        counter.increment()
        counter.increment(by: 4)
        #expect(
            Array(lines.filter { $0.contains("commits_total") }) == [
                "# HELP sakarkiv_commits_total Commits accepted.",
                "# TYPE sakarkiv_commits_total counter",
                "sakarkiv_commits_total{service=\"registry\"} 5",
            ])
    }

    @Test func `the same name and labels give the same instrument`() {
        metrics.counter("a_total", help: "A.", labels: ["x": "1", "y": "2"]).increment()
        metrics.counter("a_total", help: "A.", labels: ["y": "2", "x": "1"]).increment()
        #expect(lines.contains("a_total{x=\"1\",y=\"2\"} 2"))
    }

    @Test func `label values and help texts are escaped`() {
        metrics.gauge("odd", help: "back\\slash \"quote\"\nbreak", labels: ["v": "a\\b\"c\nd"]).set(1)
        #expect(lines.contains("# HELP odd back\\\\slash \"quote\"\\nbreak"))
        #expect(lines.contains("odd{v=\"a\\\\b\\\"c\\nd\"} 1"))
    }

    @Test func `a gauge goes up and down and writes what Prometheus can read`() {
        let gauge = metrics.gauge("g", help: "G.")
        gauge.set(2.5)
        gauge.add(-3)
        #expect(lines.contains("g -0.5"))
        gauge.set(.infinity)
        #expect(lines.contains("g +Inf"))
        gauge.set(-.infinity)
        #expect(lines.contains("g -Inf"))
        gauge.set(.nan)
        #expect(lines.contains("g NaN"))
        gauge.set(12)
        #expect(lines.contains("g 12"))
    }

    @Test func `a histogram's buckets are cumulative and end in everything`() {
        let histogram = metrics.histogram("h_seconds", help: "H.", buckets: [0.1, 1], labels: ["op": "append"])
        for value in [0.05, 0.1, 0.5, 7, Double.nan] { histogram.observe(value) }
        histogram.observe(Duration.milliseconds(350))
        #expect(
            Array(lines.filter { $0.hasPrefix("h_seconds") }) == [
                "h_seconds_bucket{op=\"append\",le=\"0.1\"} 2",
                "h_seconds_bucket{op=\"append\",le=\"1\"} 4",
                "h_seconds_bucket{op=\"append\",le=\"+Inf\"} 5",
                "h_seconds_sum{op=\"append\"} 8",
                "h_seconds_count{op=\"append\"} 5",
            ])
    }

    @Test func `callback gauges are asked at each exposition and their series may come and go`() {
        let depths = Depths()
        metrics.gauges("queue_depth", help: "Waiting.") { depths.samples }
        #expect(!lines.contains { $0.hasPrefix("queue_depth") })
        depths.set([MetricSample(["partition": "1"], 7), MetricSample(["partition": "0"], 3)])
        #expect(lines.filter { $0.hasPrefix("queue_depth") } == ["queue_depth{partition=\"0\"} 3", "queue_depth{partition=\"1\"} 7"])
    }

    @Test func `a sample that is given twice is shown once`() {
        metrics.gauge("one", help: "One.") { 1 }
        metrics.gauge("one", help: "One.") { 2 }
        #expect(lines.filter { $0.hasPrefix("one ") } == ["one 1"])
    }

    @Test func `a callback may use the registry`() {
        let metrics = metrics
        metrics.gauge("outer", help: "Outer.") {
            metrics.counter("inner_total", help: "Inner.").increment()
            return 1
        }
        #expect(lines.contains("outer 1"))
    }

    @Test func `series beyond the limit are measured, hidden and counted`() {
        for number in 0...MetricsRegistry.limitSeriesPerName {
            metrics.counter("many_total", help: "Many.", labels: ["n": String(number)]).increment()
        }
        #expect(lines.filter { $0.hasPrefix("many_total{") }.count == MetricsRegistry.limitSeriesPerName)
        #expect(lines.contains("sakarkiv_metrics_hidden_series_total 1"))
    }

    @Test func `counting from many tasks loses nothing`() async {
        let counter = metrics.counter("c_total", help: "C.")
        let gauge = metrics.gauge("sum", help: "Sum.")
        let histogram = metrics.histogram("sizes", help: "Sizes.", buckets: Histogram.countBuckets)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1_000 {
                        counter.increment()
                        gauge.add(1)
                        histogram.observe(1)
                    }
                }
            }
        }
        #expect(counter.value == 8_000)
        #expect(gauge.value == 8_000)
        #expect(histogram.snapshot.count == 8_000)
        #expect(histogram.snapshot.sum == 8_000)
    }

    @Test(arguments: ["", "1a", "a-b", "a b", "æ", "a:b"])
    func `a name that Prometheus would refuse is no metric name`(name: String) {
        #expect(!MetricName.isValid(name))
        #expect(!MetricName.isLabel(name))
    }

    @Test func `reserved label names are refused`() {
        #expect(MetricName.isLabel("partition"))
        #expect(!MetricName.isLabel("__name__"))
        #expect(!MetricName.isLabel("le"))
    }

    @Test func `a bad name ends the process`() async {
        await #expect(processExitsWith: .failure) { _ = MetricsRegistry().gauge("not-a-name", help: "No.") }
        await #expect(processExitsWith: .failure) { _ = MetricsRegistry().counter("no_ending", help: "No.") }
        await #expect(processExitsWith: .failure) {
            let metrics = MetricsRegistry()
            _ = metrics.gauge("twice_total", help: "A gauge.")
            _ = metrics.counter("twice_total", help: "And a counter.")
        }
    }

    @Test func `a process tells its memory, descriptors, processor time and start`() throws {
        ProcessMetrics.register(in: metrics)
        func value(_ name: String) throws -> Double {
            let line = try #require(lines.first { $0.hasPrefix(name + " ") })
            return try #require(Double(line.dropFirst(name.count + 1)))
        }
        #expect(try value("process_resident_memory_bytes") > 1_000_000)
        #expect(try value("process_open_fds") >= 3)
        #expect(try value("process_max_fds") >= value("process_open_fds"))
        #expect(try value("process_cpu_seconds_total") >= 0)
        #expect(try value("process_threads") >= 1)
        let now = Double(SystemClock().now().milliseconds) / 1_000
        #expect(try value("process_start_time_seconds") <= now)
        #expect(try value("process_start_time_seconds") > now - 86_400)
    }
}
