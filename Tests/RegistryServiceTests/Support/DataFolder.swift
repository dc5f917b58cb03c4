import Foundation
import ServiceTestSupport

extension TestFolder {
    /// The store of a municipality.
    func store(_ kommune: String, instance: Int = 1) -> String {
        "\(path)/\(instance == 1 ? "registry" : "registry-\(instance)")/\(kommune).sqlite"
    }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(path)/\(name)")
    }

    /// Removes a store with what belongs to it.
    func removeStore(_ kommune: String) throws {
        for suffix in ["", "-wal", "-shm"] {
            let file = store(kommune) + suffix
            if FileManager.default.fileExists(atPath: file) { try FileManager.default.removeItem(atPath: file) }
        }
    }
}
