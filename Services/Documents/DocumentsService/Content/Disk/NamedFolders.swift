import Synchronization

/// Folders whose names are known to be on the disk: each is made sure of once, not with every file.
final class NamedFolders: Sendable {
    /// Most folders remembered; beyond it all are made sure of anew.
    static let limitFolders = 65_536

    private let paths = Mutex<Set<String>>([])

    func contains(_ path: String) -> Bool { paths.withLock { $0.contains(path) } }

    func insert(_ path: String) {
        paths.withLock { paths in
            if paths.count >= Self.limitFolders { paths.removeAll() }
            paths.insert(path)
        }
    }
}
