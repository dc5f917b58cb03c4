import Domain
import Foundation
import Synchronization

/// Converts one file: in a private folder, by an outside program within limits, and only what is PDF/A by its bytes is kept.
struct ConversionJob: Sendable {
    /// What came of it.
    enum Result: Sendable {
        case made(StoredContent, IdentifiedFormat, tool: String, comment: String?)
        case failed(KonverteringUteblitt.Grunn, String)
    }

    let converters: Converters
    let content: any ContentStore
    /// For what blocks on disks.
    let disk: DiskThreads
    /// For what waits for programs; as many threads as programs may run.
    let programs: DiskThreads
    /// Where private folders are made.
    let workFolder: String

    private var settings: ConversionSettings { converters.settings }

    /// - Parameter format: what the file is, by its bytes.
    /// - Throws: what the storage throws; `CancellationError`.
    func convert(_ key: ContentKey, format: FileFormat, by kind: Konverteringsregel.Verktoey) async throws -> Result {
        guard let program = converters.program(kind) else {
            return .failed(.converterAbsent, "no program for \(kind.rawValue) is installed here")
        }
        let bytes = try await content.open(key, range: nil)
        guard bytes.fileByteCount <= settings.inputMaxBytes else {
            return .failed(.conversionLimits, "larger than \(settings.inputMaxBytes) bytes")
        }
        let folder = try await disk.run { [workFolder] in try PrivateFolder(in: workFolder) }
        let input = "inn." + (format.endings.first ?? "bin")
        try await folder.write(bytes, as: input, disk)
        try await disk.run { [profile = settings.colourProfile] in
            try FileManager.default.createDirectory(
                atPath: folder.path + "/ut", withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            guard kind == .pdf else { return }
            try FileManager.default.copyItem(atPath: profile, toPath: folder.path + "/rgb.icc")
            try Data(Converters.outputIntent(folder: folder.path).utf8).write(to: URL(fileURLWithPath: folder.path + "/pdfa.ps"))
        }
        let end = try await run(program, converters.arguments(kind, folder: folder.path, input: input), in: folder)
        let words = folder.process(settings).words
        if let failure = Self.failure(end, words) { return failure }
        let result = try await keep(folder.path + "/ut/inn.pdf", for: key, of: program, in: folder, words: words)
        withExtendedLifetime(folder) {}
        return result
    }

    private func run(_ program: String, _ arguments: [String], in folder: PrivateFolder) async throws -> BoundedProcess.End {
        let isCancelled = CancelFlag()
        let process = folder.process(settings)
        let end = try await withTaskCancellationHandler {
            try await programs.run { try process.run(program, arguments) { isCancelled.value } }
        } onCancel: {
            isCancelled.set()
        }
        try Task.checkCancellation()
        return end
    }

    private static func failure(_ end: BoundedProcess.End, _ words: String) -> Result? {
        switch end {
        case .exited(0): nil
        case .exited(let code): .failed(.conversionFailed, "exit code \(code): \(words)")
        case .signalled(SIGXCPU), .signalled(SIGXFSZ), .signalled(SIGKILL): .failed(.conversionLimits, "ended by a limit: \(words)")
        case .signalled(let signal): .failed(.conversionFailed, "signal \(signal): \(words)")
        case .timedOut, .cancelled: .failed(.conversionLimits, "took too long")
        }
    }

    /// Stores what was made, when it is what it shall be.
    private func keep(
        _ path: String, for key: ContentKey, of program: String, in folder: PrivateFolder, words: String
    ) async throws -> Result {
        let output: OpenedFile
        do {
            output = try await disk.run { try OpenedFile(path, digest: key.digest) }
        } catch let error as ContentError where error.code == .notFound {
            return .failed(.conversionFailed, "the program made nothing: \(words)")
        }
        let made = ContentBytes(range: 0..<output.byteCount, fileByteCount: output.byteCount) { [disk] offset, count in
            try await disk.run { try output.read(at: offset, count: count) }
        }
        let verdict = try await validate(path, in: folder)
        if let fault = verdict.fault { return .failed(.notArchiveFormat, fault) }
        let stored = try await content.put(made, kommune: key.kommune, expected: nil, byteLimit: settings.outputMaxBytes)
        let storedKey = ContentKey(kommune: key.kommune, digest: stored.digest)
        let found = try await FormatIdentifier.identify(FormatSource(storedKey, in: content, name: "inn.pdf", disk: disk))
        guard found.format.family == .pdf, found.format.isArchiveFormat else {
            // The bytes stay without a commit, and go with the orphans.
            return .failed(.notArchiveFormat, "what came out is \(found.format.name)")
        }
        let tool = try await version(of: program, in: folder)
        let remarks = [verdict.comment, words.contains("discarding") ? "left out: " + words : nil].compactMap { $0 }
        return .made(stored, found, tool: tool, comment: remarks.isEmpty ? nil : remarks.joined(separator: "; "))
    }

    /// What veraPDF says, where it is installed. Exit code 1: read, and not valid.
    private func validate(_ path: String, in folder: PrivateFolder) async throws -> (fault: String?, comment: String?) {
        guard let validator = converters.validator else { return (nil, "not validated: veraPDF is not installed") }
        switch try await run(validator, ["--format", "text", "--flavour", "2b", path], in: folder) {
        case .exited(0): return (nil, "validated by veraPDF as PDF/A-2b")
        case .exited(1): return ("veraPDF: \(folder.process(settings).words)", nil)
        case let end: return (nil, "not validated: veraPDF ended with \(end)")
        }
    }

    /// The program's first line about itself.
    private func version(of program: String, in folder: PrivateFolder) async throws -> String {
        let name = program.split(separator: "/").last.map(String.init) ?? program
        guard try await run(program, ["--version"], in: folder) == .exited(0) else { return name }
        let words = folder.process(settings).words
        return words.contains(where: \.isLetter) ? words : "\(name == "gs" ? "Ghostscript" : name) \(words)"
    }
}

/// Set once, read by a thread that waits for a program.
private final class CancelFlag: Sendable {
    private let flag = Atomic(false)
    var value: Bool { flag.load(ordering: .relaxed) }
    func set() { flag.store(true, ordering: .relaxed) }
}
