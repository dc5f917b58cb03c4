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
        guard OpenSSL.wait(key) == 0 else { throw RawListener.Failure(description: "openssl made no certificate") }
    }

    var certificateFile: String { "\(directory)/cert.pem" }
    var keyFile: String { "\(directory)/key.pem" }

    func remove() throws { try FileManager.default.removeItem(atPath: directory) }
}

/// A server of OpenSSL's that shows such a certificate.
struct OpenSSLServer: Sendable {
    let port: UInt16
    private let certificate: TestCertificate
    private let process: pid_t

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
        kill(process, SIGKILL)
        _ = OpenSSL.wait(process)
        try certificate.remove()
    }
}

/// Debian's openssl as a child.
private enum OpenSSL {
    /// Starts openssl with its output thrown away.
    static func start(_ arguments: [String]) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for descriptor in Int32(0)...2 { posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0) }
        var process = pid_t()
        let copies = (["openssl"] + arguments).map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        let code = posix_spawn(&process, "/usr/bin/openssl", &actions, nil, copies + [nil], environ)
        guard code == 0 else { throw RawListener.Failure(description: "openssl: \(String(cString: strerror(code)))") }
        return process
    }

    static func wait(_ process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        return status
    }
}
