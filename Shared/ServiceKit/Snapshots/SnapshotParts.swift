import ShardRuntime
import Transfer

/// What a service needs for its snapshots, as configured.
struct SnapshotParts: Sendable {
    let catalogue: SnapshotCatalogue
    let plan: SnapshotPlan
    let meters: SnapshotMeters
    let disk: SnapshotDisk

    /// The parts; nil when no place is named.
    ///
    /// - Throws: `StartRefusal` when a bucket is named by halves. That a place does not answer stops no start.
    static func open(_ context: ServiceContext) throws -> SnapshotParts? {
        let (keys, values) = (SnapshotKeys(), context.configuration)
        guard let place = values[keys.place] else { return nil }
        let disk = SnapshotDisk()
        let catalogue = SnapshotCatalogue(shelf: try shelf(place, keys, context, disk), time: context.time)
        let plan = SnapshotPlan(intervalMilliseconds: Int64(values[keys.hours]) * 3_600_000, kept: values[keys.kept])
        return SnapshotParts(
            catalogue: catalogue, plan: plan, meters: SnapshotMeters(context.metrics, time: context.time), disk: disk)
    }

    /// Gives shards without a store a snapshot.
    var restorer: SnapshotRestorer { SnapshotRestorer(catalogue: catalogue, meters: meters, disk: disk) }

    /// Makes the snapshots of an instance.
    func keeper<Model: ShardModel>(_ runtime: ServiceRuntime<Model>) -> SnapshotKeeper<Model> {
        SnapshotKeeper(runtime: runtime, catalogue: catalogue, plan: plan, meters: meters, disk: disk)
    }

    private static func shelf(
        _ place: SnapshotPlace, _ keys: SnapshotKeys, _ context: ServiceContext, _ disk: SnapshotDisk
    ) throws -> any SnapshotShelf {
        switch place {
        case .directory(let path): DirectoryShelf(path: path, disk: disk)
        case .bucket(let name, let prefix): try bucket(name, prefix, keys, context, disk)
        }
    }

    private static func bucket(
        _ name: String, _ prefix: String, _ keys: SnapshotKeys, _ context: ServiceContext, _ disk: SnapshotDisk
    ) throws -> BucketShelf {
        let values = context.configuration
        guard let endpoint = values[keys.endpoint], let accessKey = values[keys.accessKey], let secretKey = values[keys.secretKey] else {
            throw StartRefusal(
                "configuration",
                "\(keys.place.name) is a bucket: \(keys.endpoint.name), \(keys.accessKey.name) and \(keys.secretKey.name) are needed too",
                exitCode: .configuration)
        }
        let client = HTTPClient()
        context.shutdown.add("snapshot client", .resources) { _ in await client.shutdown() }
        let signature = AWSSignature(accessKeyID: accessKey, secretAccessKey: secretKey, region: values[keys.region])
        var configuration = S3Configuration(endpoint: endpoint, bucket: name, signature: signature)
        configuration.usesPathStyle = values[keys.isPathStyle]
        return BucketShelf(client: client, configuration, prefix: prefix, disk: disk)
    }
}
