import Foundation
import ServiceTestSupport
import Waiting

/// A file server over SSH on loopback (asyncssh), with one user and one file. It ends with the test.
final class SSHFileServer: Sendable {
    let port: Int
    let fingerprint: String
    let passwordFile: String
    private let directory: String
    private let process: Process
    private let input: FileHandle

    private static let python = ProcessInfo.processInfo.environment["SAKARKIV_TOOLS"].map { "\($0)/bin/python3" } ?? "/usr/bin/python3"
    /// Whether there is a Python with asyncssh.
    static let isPossible: Bool = {
        let asking = Process()
        (asking.executableURL, asking.arguments) = (URL(filePath: python), ["-c", "import asyncssh"])
        (asking.standardOutput, asking.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        guard (try? asking.run()) != nil else { return false }
        return asking.waitForEnd() == 0
    }()

    init(file: [UInt8]) throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("sshserver-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: "\(directory)/rot", withIntermediateDirectories: true)
        try Data(file).write(to: URL(filePath: "\(directory)/rot/fil.bin"))
        passwordFile = "\(directory)/passord"
        try Data("pass ord\n".utf8).write(to: URL(filePath: passwordFile))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: passwordFile)
        process = Process()
        (process.executableURL, process.arguments) = (URL(filePath: Self.python), ["-c", Self.script, directory])
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (input, output, FileHandle.nullDevice)
        self.input = input.fileHandleForWriting
        try process.run()
        try input.fileHandleForReading.close()
        try output.fileHandleForWriting.close()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 { line.append(byte) }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
        guard words.count == 2, let port = Int(words[0]) else { throw Unexpected(description: "no SSH server") }
        (self.port, fingerprint) = (port, words[1])
    }

    deinit {
        process.endAtOnce()
        // Left-overs in the system's temporary directory harm nobody.
        try? FileManager.default.removeItem(atPath: directory)
    }

    private static let script = """
        import asyncio, asyncssh, os, sys, threading
        directory = sys.argv[1]
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        host = asyncssh.generate_private_key("ssh-ed25519")
        class Server(asyncssh.SSHServer):
            def begin_auth(self, username): return True
            def password_auth_supported(self): return True
            def validate_password(self, username, password): return (username, password) == ("arkiv", "pass ord")
        async def main():
            server = await asyncssh.create_server(
                Server, "127.0.0.1", 0, server_host_keys=[host],
                sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=(directory + "/rot").encode()))
            print(server.sockets[0].getsockname()[1], host.get_fingerprint(), flush=True)
            await asyncio.Event().wait()
        asyncio.run(main())
        """
}
