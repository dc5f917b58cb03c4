import Contracts
import Domain
public import Observability

/// What a data directory belongs to. Written once, by the first service that starts; every later start must agree with it, since stores
/// built from one log and applied to another would be silently wrong.
public struct Installation: Sendable, Hashable {
    /// The installation's own identifier.
    public let id: String
    /// Which kind of log: `local` or `kafka`.
    public let log: String
    /// What the names of all topics begin with.
    public let topicPrefix: String
    /// How many partitions each keyed topic has.
    public let partitions: Int

    /// Reads `installation.json`, or creates it; several services that start at once agree.
    ///
    /// - Throws: `installation_mismatch` naming each difference, `installation_damaged`, `data_directory_unusable`.
    public static func claim(
        _ directory: DataDirectory, log: String, topicPrefix: String, partitions: Int, identifiers: any IdentifierSource
    ) throws(StartRefusal) -> Installation {
        let wanted = Installation(id: identifiers.next().rawValue, log: log, topicPrefix: topicPrefix, partitions: partitions)
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
        return found
    }

    private var encoded: [UInt8] {
        JSONValue.object([
            "id": .string(id), "log": .string(log), "topicPrefix": .string(topicPrefix), "partitions": .int(Int64(partitions)),
        ]).encoded() + [UInt8(ascii: "\n")]
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
                return Installation(id: id, log: log, topicPrefix: prefix, partitions: Int(clamping: partitions))
            }
        } catch {
            throw StartRefusal("installation_damaged", "\(path) cannot be read: \(error)", exitCode: .dataError)
        }
        throw StartRefusal(
            "installation_damaged", "\(path) lacks id, log, topicPrefix or partitions; restore it from a backup", exitCode: .dataError)
    }
}
