import Foundation
import ServiceTestSupport
import Waiting

/// A file server over TLS on loopback, in Python, with a certificate of its own, that behaves as its paths say. It ends with the test.
final class FileServer: Sendable {
    let port: Int
    let authoritiesFile: String
    private let directory: String
    private let process: Process
    private let input: FileHandle

    private static let python = ProcessInfo.processInfo.environment["SAKARKIV_TOOLS"].map { "\($0)/bin/python3" } ?? "/usr/bin/python3"
    /// Whether there is a Python to run it with, and an openssl for the certificate.
    static let isPossible = [python, "/usr/bin/openssl"].allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("fileserver-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        authoritiesFile = "\(directory)/cert.pem"
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/openssl")
        openssl.arguments = [
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", "\(directory)/key.pem", "-out", authoritiesFile,
        ]
        (openssl.standardOutput, openssl.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try openssl.run()
        openssl.waitForEnd()
        process = Process()
        process.executableURL = URL(filePath: Self.python)
        process.arguments = ["-c", Self.script, directory]
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        process.standardError = FileHandle.nullDevice
        self.input = input.fileHandleForWriting
        try process.run()
        try input.fileHandleForReading.close()
        try output.fileHandleForWriting.close()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 { line.append(byte) }
        guard let port = Int(String(decoding: line, as: UTF8.self)) else {
            throw Unexpected(description: "no file server")
        }
        self.port = port
    }

    deinit {
        process.endAtOnce()
        // Left-overs in the system's temporary directory harm nobody.
        try? FileManager.default.removeItem(atPath: directory)
    }

    func url(_ path: String) -> String { "https://localhost:\(port)/\(path)" }

    /// What `/fil/<count>` gives: each byte by its place.
    static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8($0 * 31 % 251) } }

    /// The requests that came for a path: their Range fields.
    func asked(_ path: String) throws -> [String] {
        let text = (try? String(contentsOfFile: "\(directory)/asked", encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { $0.hasPrefix("/\(path) ") }.map { String($0.dropFirst(path.count + 2)) }
    }

    private static let script = #"""
        import http.server, os, ssl, sys, threading, time
        folder = sys.argv[1]
        counts = {}
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def log_message(self, *a): pass
            def do_GET(self):
                with open(folder + "/asked", "a") as f: f.write(self.path + " " + str(self.headers.get("Range")) + "\n")
                kind, _, rest = self.path[1:].partition("/")
                n = counts[self.path] = counts.get(self.path, 0) + 1
                self.close_connection = True
                if kind == "redirect":
                    self.send_response(302); self.send_header("Location", "https://169.254.169.254/latest"); self.send_header("Content-Length", "0")
                    self.end_headers(); return
                if kind in ("missing", "failing") and not (kind == "failing" and n > 2):
                    self.send_error(404 if kind == "missing" else 503); return
                size = int(rest)
                body = bytes(i * 31 % 251 for i in range(size))
                first = 0
                if self.headers.get("Range"):
                    first = int(self.headers["Range"][6:].split("-")[0])
                    self.send_response(206); self.send_header("Content-Range", "bytes %d-%d/%d" % (first, size - 1, size))
                else: self.send_response(200)
                self.send_header("ETag", '"v1"')
                if kind != "endless": self.send_header("Content-Length", str(size - first))
                self.end_headers()
                if kind == "broken" and n <= 6:
                    self.wfile.write(body[first:first + size // 8]); self.wfile.flush()
                    self.connection.close(); return
                if kind == "endless":
                    while True:
                        self.wfile.write(b"x" * 65536)
                if kind == "slow":
                    self.wfile.write(body[first:first + size // 2]); self.wfile.flush()
                    while not os.path.exists(folder + "/go"): time.sleep(0.02)
                    self.wfile.write(body[first + size // 2:]); return
                self.wfile.write(body[first:])
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder + "/cert.pem", folder + "/key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """#

    /// Lets the slow files be sent to their ends.
    func go() throws { try Data().write(to: URL(filePath: "\(directory)/go")) }
}
