import Foundation
import OutsideJudges
import Waiting

/// An S3 server that others wrote, with one bucket and one user, behind a relay that can be away; ends with its input, so also when the
/// test's process dies.
final class MotoServer: Sendable {
    let port: Int
    let accessKey: String
    let secretKey: String
    private let process: Process
    private let input: FileHandle
    private let output: FileHandle

    struct Failure: Error {}

    /// Starts it and waits until it tells its port.
    static func start() async throws -> MotoServer {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try MotoServer() }) }
        }
    }

    private init() throws {
        guard let folder = OutsideJudge.folder else { throw Failure() }
        process = Process()
        (process.executableURL, process.arguments) = (folder.appendingPathComponent("python3"), ["-c", Self.script])
        process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.lowercased().hasSuffix("_proxy") }
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (input, output, FileHandle.nullDevice)
        (self.input, self.output) = (input.fileHandleForWriting, output.fileHandleForReading)
        try process.run()
        try input.fileHandleForReading.close()
        try output.fileHandleForWriting.close()
        let words = try Self.line(self.output).split(separator: " ").map(String.init)
        guard words.count == 3, let port = Int(words[0]) else {
            kill(process.processIdentifier, SIGKILL)
            throw Failure()
        }
        (self.port, accessKey, secretKey) = (port, words[1], words[2])
    }

    deinit { end() }

    private static func line(_ output: FileHandle) throws -> String {
        var line: [UInt8] = []
        while let byte = try output.read(upToCount: 1)?.first, byte != 10 { line.append(byte) }
        return String(decoding: line, as: UTF8.self)
    }

    /// Breaks every connection off and refuses new ones; what is stored stays.
    func away() async throws { try await order("away") }

    /// The same as soon as so many bytes more have gone to it or come from it.
    func away(afterBytes count: Int) async throws { try await order("away \(count)") }

    /// Is there again, at the same port.
    func back() async throws { try await order("back") }

    private func order(_ words: String) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            DispatchQueue.global().async { [input, output] in
                continuation.resume(
                    with: Result {
                        try input.write(contentsOf: Data((words + "\n").utf8))
                        guard try Self.line(output) == "done" else { throw Failure() }
                    })
            }
        }
    }

    /// Kills it; its port refuses connections from then on.
    func end() {
        process.endAtOnce()
    }

    private static let script = """
        import json, logging, os, socket, sys, threading
        # So many requests may pass unsigned, which are those below; every later one is checked.
        os.environ["INITIAL_NO_AUTH_ACTION_COUNT"] = "4"
        os.environ["AWS_ACCESS_KEY_ID"] = os.environ["AWS_SECRET_ACCESS_KEY"] = "x"
        logging.getLogger("werkzeug").disabled = True
        from moto.server import ThreadedMotoServer
        import boto3

        class Relay:
            # What stands between the client and the server, and can be gone.
            def __init__(self, target):
                self.target, self.sockets, self.budget, self.lock = target, set(), None, threading.RLock()
                self.port = 0
                self.back()
                self.port = self.listener.getsockname()[1]

            def back(self):
                self.listener = socket.create_server(("127.0.0.1", self.port), backlog=128)
                threading.Thread(target=self.accept, args=(self.listener,), daemon=True).start()

            def away(self):
                with self.lock:
                    self.budget, sockets, self.sockets = None, self.sockets, set()
                for one in {self.listener} | sockets:
                    # A thread that waits on a socket sees the shutdown, not the close.
                    try: one.shutdown(socket.SHUT_RDWR)
                    except OSError: pass
                    one.close()

            def accept(self, listener):
                while True:
                    try: client, _ = listener.accept()
                    except OSError: return
                    server = socket.create_connection(("127.0.0.1", self.target))
                    with self.lock: self.sockets |= {client, server}
                    for pair in ((client, server), (server, client)):
                        threading.Thread(target=self.pump, args=pair, daemon=True).start()

            def pump(self, source, sink):
                try:
                    while data := source.recv(65536):
                        if self.is_spent(len(data)): return self.away()
                        sink.sendall(data)
                    sink.shutdown(socket.SHUT_WR)
                except OSError: pass
                with self.lock: self.sockets.discard(source)
                source.close()

            def is_spent(self, count):
                with self.lock:
                    if self.budget is None: return False
                    self.budget -= count
                    if self.budget > 0: return False
                    self.budget = None
                    return True

        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        relay = Relay(server.get_host_and_port()[1])
        url = "http://127.0.0.1:%d" % relay.target
        iam = boto3.client("iam", endpoint_url=url, region_name="eu-north-1")
        iam.create_user(UserName="arkiv")
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
        iam.put_user_policy(UserName="arkiv", PolicyName="alt", PolicyDocument=json.dumps(policy))
        key = iam.create_access_key(UserName="arkiv")["AccessKey"]
        boto3.client("s3", endpoint_url=url, region_name="eu-north-1").create_bucket(
            Bucket="arkiv", CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})
        print(relay.port, key["AccessKeyId"], key["SecretAccessKey"], flush=True)
        for line in sys.stdin:
            word, *count = line.split()
            if word == "back": relay.back()
            elif count: relay.budget = int(count[0])
            else: relay.away()
            print("done", flush=True)
        os._exit(0)
        """
}
