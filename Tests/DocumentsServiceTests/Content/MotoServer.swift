import Foundation
import OutsideJudges

/// An S3 server that others wrote, with one bucket and one user; ends with its input, so also when the test's process dies.
final class MotoServer: Sendable {
    let port: Int
    let accessKey: String
    let secretKey: String
    private let process: Process
    private let input: FileHandle

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
        self.input = input.fileHandleForWriting
        try process.run()
        try input.fileHandleForReading.close()
        try output.fileHandleForWriting.close()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 { line.append(byte) }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)
        guard words.count == 3, let port = Int(words[0]) else {
            kill(process.processIdentifier, SIGKILL)
            throw Failure()
        }
        (self.port, accessKey, secretKey) = (port, words[1], words[2])
    }

    deinit { end() }

    /// Kills it; its port refuses connections from then on.
    func end() {
        guard process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    private static let script = """
        import json, logging, os, sys, threading
        threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
        # So many requests may pass unsigned, which are those below; every later one is checked.
        os.environ["INITIAL_NO_AUTH_ACTION_COUNT"] = "4"
        os.environ["AWS_ACCESS_KEY_ID"] = os.environ["AWS_SECRET_ACCESS_KEY"] = "x"
        logging.getLogger("werkzeug").disabled = True
        from moto.server import ThreadedMotoServer
        import boto3
        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        port = server.get_host_and_port()[1]
        url = "http://127.0.0.1:%d" % port
        iam = boto3.client("iam", endpoint_url=url, region_name="eu-north-1")
        iam.create_user(UserName="arkiv")
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
        iam.put_user_policy(UserName="arkiv", PolicyName="alt", PolicyDocument=json.dumps(policy))
        key = iam.create_access_key(UserName="arkiv")["AccessKey"]
        boto3.client("s3", endpoint_url=url, region_name="eu-north-1").create_bucket(
            Bucket="arkiv", CreateBucketConfiguration={"LocationConstraint": "eu-north-1"})
        print(port, key["AccessKeyId"], key["SecretAccessKey"], flush=True)
        threading.Event().wait()
        """
}
