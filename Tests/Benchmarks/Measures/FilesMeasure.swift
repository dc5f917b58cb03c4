import CommitLog
import Contracts
import Crypto
import Foundation
import Synchronization
import Transfer

/// Files through documents: uploads, and messages with a file within, until it is in the archive; beside them `cp` and `sha256sum` of the same files.
struct FilesMeasure {
    /// No file takes this long to come into the archive, seconds.
    private static let patienceSeconds = 60.0

    let subject: BenchmarkSubject
    let options: BenchmarkOptions

    /// A file that everything is known of before it is sent.
    private struct Upload: Sendable {
        let bytes: [UInt8]
        let digest: String
    }

    /// Measures with messages from that number on; the next number.
    func run(from first: Int, _ table: inout FigureTable) async throws -> Int {
        let documents = RegistryProcess("documents", beside: subject.registry)
        defer { documents.end() }
        _ = try await documents.start()
        try await warmUp(documents)
        for (count, bytes, name) in [(options.files, 1_000_000, "1 MB"), (options.files * 10, 10_000, "10 kB")] {
            for clients in [1, 8] {
                try await uploads(count, of: bytes, "uploads of \(name), \(clients) clients", clients, documents, &table)
            }
        }
        return try await messages(documents, from: first, &table)
    }

    /// Until the municipality is known there.
    private func warmUp(_ documents: RegistryProcess) async throws {
        let request = try upload(Self.files(1, of: 100)[0], documents)
        let began = ContinuousClock.now
        while try await subject.client.send(request).status >= 300 {
            guard (ContinuousClock.now - began).inSeconds < Self.patienceSeconds else { throw BenchmarkFailure("no upload is taken") }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func uploads(
        _ count: Int, of bytes: Int, _ name: String, _ clients: Int, _ documents: RegistryProcess, _ table: inout FigureTable
    ) async throws {
        let files = Self.files(count, of: bytes)
        let requests = try files.map { try upload($0, documents) }
        let bare = try copies(files)
        let figures = try await HTTPMeasure(subject: subject).run(count, clients: clients, expects: 201) { requests[$0] }
        table.add(name, figures.perSecond, "files/s", baseline: bare, "cp + sha256sum")
        let megabytes = Double(bytes) / 1_000_000
        table.add("  the same", figures.perSecond * megabytes, "MB/s", baseline: bare * megabytes, "cp + sha256sum")
    }

    /// Messages with a file of 10 kB within, as fast as they are taken, until every file is told of; then each file back.
    private func messages(_ documents: RegistryProcess, from first: Int, _ table: inout FigureTable) async throws -> Int {
        let numbers = first..<first + options.files * 5
        let bare = try await IntakeMeasure(subject: subject).sustained(numbers.upperBound..<numbers.upperBound + numbers.count)
        let files = Self.files(numbers.count, of: 10_000)
        let records = zip(numbers, files).map { (BenchmarkMessage.kommune($0), BenchmarkMessage.record($0, file: $1.bytes)) }
        let watch = try await StoredFilesWatch(subject)
        defer { watch.end() }
        let began = ContinuousClock.now
        for (kommune, record) in records {
            let partition = subject.topics.partition(of: kommune)
            _ = try await subject.log.append([record], to: TopicPartition(subject.topics.inbound(BenchmarkMessage.partner), partition))
        }
        var seen = ContinuousClock.now
        var count = 0
        while count < numbers.count {
            if watch.stored.count > count { (count, seen) = (watch.stored.count, .now) }
            guard (ContinuousClock.now - seen).inSeconds < Self.patienceSeconds else {
                throw BenchmarkFailure("\(count) of \(numbers.count) files came, then none for \(Self.patienceSeconds) s")
            }
            try await Task.sleep(for: .milliseconds(2))
        }
        let perSecond = Double(numbers.count) / (seen - began).inSeconds
        table.add("messages with a file, to fil.lagret", perSecond, "/s", baseline: bare.perSecond, "messages without, to kvittering")
        let requests = try watch.stored.map { stored in
            try request("GET", "/dokumentobjekter/\(stored.id)/fil?kommune=\(stored.kommune)", "saksbehandler", documents)
        }
        let empty = try await HTTPMeasure(subject: subject).reads(requests.count, clients: 8, ["/healthz"])
        let read = try await HTTPMeasure(subject: subject).run(requests.count, clients: 8, expects: 200) { requests[$0] }
        table.add("downloads of 10 kB, 8 clients", read.perSecond, "files/s", baseline: empty.perSecond, "GET /healthz")
        return numbers.upperBound + numbers.count
    }

    private func upload(_ file: Upload, _ documents: RegistryProcess) throws -> HTTPClientRequest {
        var request = try request("PUT", "/filer/sha256:\(file.digest)?kommune=\(BenchmarkMessage.kommune(0))", "byggsak", documents)
        request.body = file.bytes
        return request
    }

    private func request(_ method: String, _ path: String, _ identity: String, _ documents: RegistryProcess) throws -> HTTPClientRequest {
        HTTPClientRequest(
            method: method, url: documents.url + path, headers: ["Authorization": "Bearer \(try documents.token(identity))"])
    }

    /// Files a second that are copied and whose checksums are computed, by the system's programs.
    private func copies(_ files: [Upload]) throws -> Double {
        let folder = URL(filePath: "\(subject.registry.data)/bare-files")
        defer { try? FileManager.default.removeItem(at: folder) }  // what stays goes with the whole directory
        let source = folder.appending(path: "a")
        try FileManager.default.createDirectory(at: source, withIntermediateDirectories: true)
        for (number, file) in files.enumerated() { try Data(file.bytes).write(to: source.appending(path: "\(number)")) }
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "cp -r a b && cd b && sha256sum * > ../sums"]
        process.currentDirectoryURL = folder
        let began = ContinuousClock.now
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw BenchmarkFailure("cp and sha256sum ended with \(process.terminationStatus)") }
        return Double(files.count) / (ContinuousClock.now - began).inSeconds
    }

    /// Text files, each different from every other.
    private static func files(_ count: Int, of bytes: Int) -> [Upload] {
        let text = Array("Søknad om tillatelse til tiltak, Furubakken. ".utf8)
        let filling = (0..<bytes).map { text[$0 % text.count] }
        return (0..<count).map { _ in
            let name = Array("\(UUID())\n".utf8)
            let content = name + filling.dropFirst(name.count)
            return Upload(bytes: content, digest: SHA256.hex(content))
        }
    }
}
