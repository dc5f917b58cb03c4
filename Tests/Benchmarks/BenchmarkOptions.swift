/// What the command line asks for.
struct BenchmarkOptions {
    static let help = """
        benchmarks [--kafka HOST:PORT] [--quick] [--messages N] [--only sustained,latency,varsler,http,reads,filer,webhooks,replay,kassasjon]

        Runs a registry of its own (the program beside this one) in a temporary directory and measures it; beside each figure
        stands a baseline of the same run. Build with -c release. The log is the local one unless --kafka names a broker.

          --messages N  how many arkivmeldinger the sustained run publishes (6000)
          --seconds N   how long the latency run sends 200 messages a second (10)
          --followers N how many connections follow feeds (5000)
          --documents N how many documents the change of a rule concerns (1000000)
          --only LIST   which measures to take
          --answer PORT only answers there: a server with one route and a word, for a load generator such as wrk, until it is stopped
          --quick       a small run of everything, to see that it works; the figures mean nothing
        """

    /// The broker; nil: the local log.
    var kafka: String?
    /// Messages of the sustained run.
    var messages = 6_000
    /// Length of the latency run, seconds.
    var seconds = 10
    /// Requests of each HTTP measure.
    var requests = 1_500
    /// Connections that follow feeds.
    var followers = 5_000
    /// Documents whose dates a change of a rule changes.
    var documents = 1_000_000
    /// Uploaded files of 1 MB; ten times as many have 10 kB, and half as many messages have a file.
    var files = 200
    /// The port of the server that only answers; nil: it is not wanted.
    var answeringPort: Int?
    /// Which measures are taken; empty: all.
    var only: Set<String> = []

    /// Nil when help is wanted.
    init?(_ words: [String]) throws {
        var rest = words[...]
        while let word = rest.popFirst() {
            switch word {
            case "--kafka": kafka = try Self.value(of: word, &rest)
            case "--messages": messages = try Self.number(of: word, &rest)
            case "--seconds": seconds = try Self.number(of: word, &rest)
            case "--answer": answeringPort = try Self.number(of: word, &rest)
            case "--only": only = Set(try Self.value(of: word, &rest).split(separator: ",").map(String.init))
            case "--followers": followers = try Self.number(of: word, &rest)
            case "--documents": documents = try Self.number(of: word, &rest)
            case "--quick":
                (messages, seconds, requests, followers) = (150, 1, 64, 50)
                (documents, files) = (10_000, 4)
            case "-h", "--help": return nil
            default: throw BenchmarkFailure("unknown argument \(word)")
            }
        }
    }

    /// Whether that measure is taken.
    func takes(_ measure: String) -> Bool { only.isEmpty || only.contains(measure) }

    private static func value(of name: String, _ rest: inout ArraySlice<String>) throws -> String {
        guard let value = rest.popFirst() else { throw BenchmarkFailure("\(name) needs a value") }
        return value
    }

    private static func number(of name: String, _ rest: inout ArraySlice<String>) throws -> Int {
        guard let number = Int(try value(of: name, &rest)), number > 0 else { throw BenchmarkFailure("\(name) needs a number above 0") }
        return number
    }
}

/// The benchmark cannot go on.
struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
