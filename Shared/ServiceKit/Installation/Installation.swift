import Contracts
import Domain
public import Observability

/// What a data directory belongs to. Written once, by the first service that starts; every later start must agree with it, since stores
/// built from one log and applied to another would be silently wrong.
public struct Installation: Sendable, Hashable {
    /// The installation's own identifier: the name that the operator gave it, or one made at random.
    public let id: String
    /// What it was called before the operator gave it another name; stores name the log by the name of their time.
    public let formerly: [String]
    /// Which kind of log: `local` or `kafka`.
    public let log: String
    /// What the names of all topics begin with.
    public let topicPrefix: String
    /// How many partitions each keyed topic has.
    public let partitions: Int

    /// Reads `installation.json`, or creates it; several services that start at once agree. A name that the operator has given takes the
    /// place of the one there, which is kept as a former one.
    ///
    /// - Parameter named: the operator's name for the installation; nil takes what is there, or a new random one.
    /// - Throws: `installation_mismatch` naming each difference, `installation_damaged`, `data_directory_unusable`.
    public static func claim(
        _ directory: DataDirectory, named: String? = nil, log: String, topicPrefix: String, partitions: Int,
        identifiers: any IdentifierSource
    ) throws(StartRefusal) -> Installation {
        let wanted = Installation(
            id: named ?? identifiers.next().rawValue, formerly: [], log: log, topicPrefix: topicPrefix, partitions: partitions)
        do {
            if try PrivateFile.create(directory.installation, wanted.encoded, mode: 0o600) { return wanted }
        } catch {
            throw StartRefusal("data_directory_unusable", "installation.json cannot be written: \(error)", exitCode: .cannotCreate)
        }
        let found = try read(directory)
        let differences = found.differences(from: wanted)
        guard differences.isEmpty else {
            throw StartRefusal(
                "installation_mismatch",
                "\(directory.path) belongs to another installation (\(found.id)): \(differences.joined(separator: ", ")). "
                    + "Use another SAKARKIV_DATA, or the settings it was made with",
                exitCode: .configuration)
        }
        guard let named, named != found.id else { return found }
        return try found.renamed(named, in: directory)
    }

    /// The same installation under another name. Services that start at once all write the same.
    private func renamed(_ name: String, in directory: DataDirectory) throws(StartRefusal) -> Installation {
        let renamed = Installation(
            id: name, formerly: (formerly + [id]).filter { $0 != name }, log: log, topicPrefix: topicPrefix, partitions: partitions)
        do { try PrivateFile.replace(directory.installation, renamed.encoded, mode: 0o600) } catch {
            throw StartRefusal("data_directory_unusable", "installation.json cannot be written: \(error)", exitCode: .cannotCreate)
        }
        return renamed
    }

    private var encoded: [UInt8] {
        var members: [String: JSONValue] = [
            "id": .string(id), "log": .string(log), "topicPrefix": .string(topicPrefix), "partitions": .int(Int64(partitions)),
        ]
        if !formerly.isEmpty { members["formerly"] = .array(formerly.map { .string($0) }) }
        return JSONValue.object(members).encoded() + [UInt8(ascii: "\n")]
    }

    private func differences(from wanted: Installation) -> [String] {
        var found: [String] = []
        if log != wanted.log { found.append("log is \(log), configured is \(wanted.log)") }
        if topicPrefix != wanted.topicPrefix { found.append("topic prefix is «\(topicPrefix)», configured is «\(wanted.topicPrefix)»") }
        if partitions != wanted.partitions { found.append("partitions are \(partitions), configured are \(wanted.partitions)") }
        return found
    }

    private static func read(_ directory: DataDirectory) throws(StartRefusal) -> Installation {
        let path = directory.installation
        do {
            let value = try JSONReader.read(try PrivateFile.read(path) ?? [])
            if let id = value["id"]?.text, let log = value["log"]?.text, let prefix = value["topicPrefix"]?.text,
                let partitions = value["partitions"]?.integer
            {
                return Installation(
                    id: id, formerly: value["formerly"]?.elements?.compactMap(\.text) ?? [], log: log, topicPrefix: prefix,
                    partitions: Int(clamping: partitions))
            }
        } catch {
            throw StartRefusal("installation_damaged", "\(path) cannot be read: \(error)", exitCode: .dataError)
        }
        throw StartRefusal(
            "installation_damaged", "\(path) lacks id, log, topicPrefix or partitions; restore it from a backup", exitCode: .dataError)
    }
}
