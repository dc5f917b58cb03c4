import Foundation

/// A self-signed certificate for localhost with its key, in a directory of their own.
struct TestCertificate: Sendable {
    let directory: String

    /// Makes one. Blocks.
    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "sakarkiv-tls-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let key = try OpenSSL.start([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", "\(directory)/key.pem", "-out", "\(directory)/cert.pem",
        ])
        key.waitUntilExit()
        guard key.terminationStatus == 0 else { throw RawListener.Failure(description: "openssl made no certificate") }
    }

    var certificateFile: String { "\(directory)/cert.pem" }
    var keyFile: String { "\(directory)/key.pem" }

    func remove() throws { try FileManager.default.removeItem(atPath: directory) }
}

/// A server of OpenSSL's that shows such a certificate.
struct OpenSSLServer: Sendable {
    let port: UInt16
    private let certificate: TestCertificate
    private let process: Process

    init() throws {
        certificate = try TestCertificate()
        // Not one the system gives out: nobody else has it.
        port = UInt16.random(in: 10_000..<30_000)
        process = try OpenSSL.start([
            "s_server", "-accept", "127.0.0.1:\(port)", "-key", certificate.keyFile, "-cert", certificate.certificateFile, "-www", "-quiet",
        ])
    }

    var certificateFile: String { certificate.certificateFile }

    func stop() throws {
        // The child inherits the blocked signals of the thread that started it: only this one is sure to end it.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try certificate.remove()
    }
}

/// Debian's openssl as a child, with its output thrown away. Foundation starts it, which closes what other tests have open: a socket that
/// a child holds too is not closed when its test closes it.
private enum OpenSSL {
    static func start(_ arguments: [String]) throws -> Process {
        let process = Process()
        (process.executableURL, process.arguments) = (URL(fileURLWithPath: "/usr/bin/openssl"), arguments)
        process.standardInput = FileHandle.nullDevice
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        return process
    }
}
