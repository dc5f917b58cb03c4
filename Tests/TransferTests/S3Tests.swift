import Waiting
import Testing

@testable import Transfer

/// Against moto's server, which checks every signature as Amazon would: a key that is not known, or a request that is signed wrongly,
/// is refused.
@Suite(.enabled(if: PythonServer.has("moto.server"), PythonServer.missing("moto[server]")))
struct S3Tests {
    /// Runs a server with one bucket and one user who may do everything with it.
    private func withBucket(_ body: (S3Bucket, HTTPClient, S3Configuration) async throws -> Void) async throws {
        let server = try await offPool { try PythonServer(Self.script) }
        let signature = AWSSignature(accessKeyID: server.words[1], secretAccessKey: server.words[2], region: "eu-north-1")
        let configuration = S3Configuration(endpoint: "http://127.0.0.1:\(server.words[0])", bucket: "arkiv", signature: signature)
        let client = HTTPClient()
        do { try await body(S3Bucket(client: client, configuration), client, configuration) } catch {
            await client.shutdown()
            throw error
        }
        await client.shutdown()
        withExtendedLifetime(server) {}
    }

    private func read(_ stream: HTTPClientStream) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        for try await piece in stream.body { bytes += piece }
        return bytes
    }

    private static let keys = [
        "970540008/ab/cd", "mellom rom", "æ ø å/日本", "a+b=c&d?e#f%25", "../opp/./ned",
        "~tegn!*'();:@$,[]\"<>\\^`{|}", "dobbel//skrå",
    ]

    @Test func `an object is put, read, listed and deleted under every key`() async throws {
        try await withBucket { bucket, client, _ in
            for (index, key) in Self.keys.enumerated() {
                let bytes = Array("innhold \(index)".utf8)
                let tag = try await bucket.put(key, BytesUpload(bytes))
                #expect(!tag.isEmpty)
                let object = try await bucket.head(key)
                #expect(object?.bytes == Int64(bytes.count))
                let whole = try await bucket.get(key)
                #expect(try await read(whole) == bytes)
                let part = try await bucket.get(key, range: 3...5)
                #expect(try await read(part) == Array(bytes[3...5]))
                let sink = CollectingSink()
                _ = try await Downloader(client: client).download(try bucket.download(key), into: sink)
                #expect(sink.bytes == bytes)
            }
            #expect(
                try await bucket.list().objects.map(\.key) == Self.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
            for key in Self.keys { try await bucket.delete(key) }
            let left = try await bucket.list()
            #expect(left == S3Listing(objects: [], next: nil))
        }
    }

    @Test func `a long list comes in pages, and only of its prefix`() async throws {
        try await withBucket { bucket, _, _ in
            for number in 0..<7 { try await bucket.put("a/\(number)", BytesUpload([1])) }
            try await bucket.put("b", BytesUpload([1]))
            var (keys, after, pages) = ([String](), String?.none, 0)
            repeat {
                let page = try await bucket.list(prefix: "a/", after: after, limit: 3)
                keys += page.objects.map(\.key)
                (after, pages) = (page.next, pages + 1)
            } while after != nil
            #expect(keys == (0..<7).map { "a/\($0)" })
            #expect(pages == 3)
        }
    }

    @Test func `what is not there is nothing to the head, an error to the reader, and no error to the remover`() async throws {
        try await withBucket { bucket, _, _ in
            let missing = try await bucket.head("borte")
            #expect(missing == nil)
            let error = await #expect(throws: TransferError.self) { _ = try await bucket.get("borte") }
            #expect(error?.code == .notFound && error?.replyCode == 404 && error?.message.contains("NoSuchKey") == true)
            try await bucket.delete("borte")
        }
    }

    @Test func `a wrong secret is refused`() async throws {
        try await withBucket { bucket, client, configuration in
            var wrong = configuration
            wrong.signature.secretAccessKey += "x"
            let error = await #expect(throws: TransferError.self) {
                try await S3Bucket(client: client, wrong).put("a", BytesUpload([1]))
            }
            #expect(error?.replyCode == 403)
            #expect(error?.message.contains("SignatureDoesNotMatch") == true)
            let object = try await bucket.head("a")
            #expect(object == nil)
        }
    }

    @Test func `a large object is streamed, whole or in parts, and comes back the same`() async throws {
        try await withBucket { bucket, client, _ in
            let bytes = (0..<(6 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 7) }
            try await bucket.put("helt", BytesUpload(bytes))
            let sink = CollectingSink()
            let file = try await Downloader(client: client).download(try bucket.download("helt"), into: sink)
            #expect(sink.bytes == bytes && file.version != nil)

            let upload = try await bucket.beginParts("delt")
            let first = try await bucket.putPart(1, of: "delt", upload: upload, BytesUpload(Array(bytes[..<(5 << 20)])))
            let second = try await bucket.putPart(2, of: "delt", upload: upload, BytesUpload(Array(bytes[(5 << 20)...])))
            try await bucket.completeParts([first, second], of: "delt", upload: upload)
            let stream = try await bucket.get("delt")
            #expect(try await read(stream) == bytes)

            let other = try await bucket.beginParts("aldri")
            try await bucket.abandonParts(of: "aldri", upload: other)
            let object = try await bucket.head("aldri")
            #expect(object == nil)
        }
    }

    @Test func `a server that is gone is an error that says nothing was sent`() async throws {
        let signature = AWSSignature(accessKeyID: "a", secretAccessKey: "hemmelig", region: "eu-north-1")
        let client = HTTPClient()
        let bucket = S3Bucket(client: client, S3Configuration(endpoint: "http://127.0.0.1:1", bucket: "arkiv", signature: signature))
        let error = await #expect(throws: TransferError.self) { try await bucket.put("a", BytesUpload([1])) }
        #expect(error?.code == .connectionFailed && error?.wasNeverSent == true)
        #expect(!"\(signature)".contains("hemmelig"))
        await client.shutdown()
    }

    private static let script = """
        import json, logging, os
        # Of the requests below, so many may pass unsigned; every later one is checked.
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
        tell(port, key["AccessKeyId"], key["SecretAccessKey"])
        threading.Event().wait()
        """
}
