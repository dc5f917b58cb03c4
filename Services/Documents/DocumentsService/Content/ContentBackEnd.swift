import ServiceKit
import Transfer

/// Where the files lie: a directory, or a bucket when one is configured.
enum ContentBackEnd {
    static let endpoint = ConfigurationKey<String?>(
        "SAKARKIV_DOCUMENTS_S3_ENDPOINT", .optional(.url),
        "server of an S3-compatible bucket for the files, https://host; without it they lie in the directory")
    static let bucket = ConfigurationKey<String?>("SAKARKIV_DOCUMENTS_S3_BUCKET", .optional(.text), "the bucket's name")
    static let region = ConfigurationKey("SAKARKIV_DOCUMENTS_S3_REGION", .text, default: "us-east-1", "the bucket's region")
    static let accessKey = ConfigurationKey<String?>(
        "SAKARKIV_DOCUMENTS_S3_ACCESS_KEY_ID", .optional(.text), "who we are to the server")
    static let secretKey = ConfigurationKey<String?>(
        "SAKARKIV_DOCUMENTS_S3_SECRET_ACCESS_KEY", .optional(.text), secret: true, "signs the requests to the server")
    static let isPathStyle = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_S3_PATH_STYLE", .flag, default: "true", "whether the bucket is part of the path, or of the host's name")

    /// For the service's table of keys.
    static let keys = [endpoint.listed, bucket.listed, region.listed, accessKey.listed, secretKey.listed, isPathStyle.listed]

    /// The store as configured, behind its gate. A storage that is away is no reason not to start; another installation's is.
    ///
    /// - Parameter wasUsed: whether the log says that files were ever stored.
    /// - Throws: `StartRefusal` when a bucket is named by halves, or the place cannot be this installation's.
    static func open(
        _ context: ServiceContext, directory path: String, disk: DiskThreads, wasUsed: @escaping @Sendable () async throws -> Bool
    ) async throws -> GuardedContent {
        let storage = try storage(context, directory: path, disk: disk)
        let judge = ContentJudge(
            marker: ContentMarker(installation: context.installation.id), memory: ContentMemory(data: context.settings.data, disk: disk),
            wasUsed: wasUsed, logger: context.logger, formerly: Set(context.installation.formerly))
        let gate = ContentGate(storage, judge: judge, time: context.time, logger: context.logger)
        if case .foreign(let installation) = await gate.finding() {
            throw StartRefusal(
                "content_of_another_installation",
                "the files in \(storage.place) belong to the installation \(installation), this is \(context.installation.id); "
                    + "see SAKARKIV_DOCUMENTS_CONTENT. Are they this one's after all, then write into \(ContentMarker.name) there: "
                    + "{\"installation\":\"\(context.installation.id)\"}",
                exitCode: .configuration)
        }
        return GuardedContent(gate, unreadable: UnreadableFiles(context.metrics, time: context.time, logger: context.logger))
    }

    /// With a bucket, the directory is where files are taken in before they are sent.
    private static func storage(_ context: ServiceContext, directory path: String, disk: DiskThreads) throws -> any MarkedStorage {
        let values = context.configuration
        let names: @Sendable () -> String = { [identifiers = context.identifiers] in identifiers.next().rawValue }
        guard let endpoint = values[endpoint] else {
            return try ContentDirectory(root: path, disk: disk, makesRoot: false, temporaryName: names)
        }
        guard let bucket = values[bucket], let accessKey = values[accessKey], let secretKey = values[secretKey] else {
            throw StartRefusal(
                "configuration", "SAKARKIV_DOCUMENTS_S3_ENDPOINT is set: the bucket, access key id and secret access key are needed too",
                exitCode: .configuration)
        }
        let client = HTTPClient()
        context.shutdown.add("bucket client", .resources) { _ in await client.shutdown() }
        let signature = AWSSignature(accessKeyID: accessKey, secretAccessKey: secretKey, region: values[region])
        var configuration = S3Configuration(endpoint: endpoint, bucket: bucket, signature: signature)
        configuration.usesPathStyle = values[isPathStyle]
        let spool = try ContentDirectory(root: path, disk: disk, temporaryName: names)
        return ContentBucket(
            bucket: S3Bucket(client: client, configuration), spool: spool, now: { [time = context.time] in time.now().milliseconds })
    }
}
