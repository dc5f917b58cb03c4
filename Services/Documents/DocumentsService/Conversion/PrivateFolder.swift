import Foundation

/// A folder for one conversion, removed with all that is in it when nobody uses it any more.
final class PrivateFolder: Sendable {
    let path: String

    /// - Parameter parent: made when it is not there.
    init(in parent: String) throws {
        // Mode 0700: what is converted may be screened.
        try FileManager.default.createDirectory(
            atPath: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        var template = Array("\(parent)/konvertering-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw DiskCalls.error("making a folder", errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        // What cannot be removed now is removed at the next start.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Removes what processes left behind that died while they converted.
    static func clean(_ parent: String) {
        // None there: nothing to clean.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? [] where name.hasPrefix("konvertering-") {
            // As above.
            try? FileManager.default.removeItem(atPath: "\(parent)/\(name)")
        }
    }

    /// Writes a file from its bytes as they come.
    func write(_ bytes: ContentBytes, as name: String, _ disk: DiskThreads) async throws {
        let file = try await disk.run { [path] in try UploadFile("\(path)/\(name)", create: true, DiskCalls(fsync: { _ in 0 })) }
        for try await piece in bytes { try await disk.run { try file?.write(piece) } }
    }

    /// A program that is at home here.
    func process(_ settings: ConversionSettings) -> BoundedProcess {
        BoundedProcess(
            folder: path, timeLimit: settings.timeLimit, memoryMaxBytes: settings.memoryMaxBytes, outputMaxBytes: settings.outputMaxBytes)
    }
}
