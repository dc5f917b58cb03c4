import Foundation

// Figures of the registry beside those of what it stands on, measured in the same run. `benchmarks --help` says how.
do {
    guard let options = try BenchmarkOptions(Array(CommandLine.arguments.dropFirst())) else {
        print(BenchmarkOptions.help)
        exit(0)
    }
    if let port = options.answeringPort { try await OnlyAnswers.run(on: UInt16(clamping: port)) }
    try await BenchmarkRun(options).run()
} catch {
    FileHandle.standardError.write(Data("benchmarks: \(error)\n".utf8))
    exit(1)
}
