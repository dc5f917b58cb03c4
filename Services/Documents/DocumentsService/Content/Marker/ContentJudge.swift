import Observability

/// Decides what a storage without a marker is: a new installation's, an older version's, or not there.
struct ContentJudge: Sendable {
    /// The installation's marker.
    let marker: ContentMarker
    /// What this data directory remembers.
    let memory: ContentMemory
    /// Whether the log says that files were ever stored.
    let wasUsed: @Sendable () async throws -> Bool
    let logger: Logger
    /// What the installation was called before: a marker of such a name is ours, and gets the new one.
    var formerly: Set<String> = []

    /// One look. A marker is written only where nothing speaks against it.
    func look(at storage: any MarkedStorage) async -> ContentGate.Finding {
        do {
            if let found = try await storage.marker() { return try await judged(found, storage) }
            if try await memory.hasSeen(marker) { return Self.missing("though it was before") }
            if try await storage.holdsFiles() {
                // Of a version that made no markers: what lies there was written by this installation's services.
                try await storage.mark(marker)
                logger.info(
                    "the files that were there already were marked as this installation's",
                    ["place": .name(storage.place), "installation": .id(marker.installation)])
            } else if try await wasUsed() {
                return Self.missing("and no file, though the log says that files were stored")
            } else {
                try await storage.mark(marker)
                logger.info(
                    "a place for files was begun", ["place": .name(storage.place), "installation": .id(marker.installation)])
            }
            // Of several who marked at once one has won.
            guard let made = try await storage.marker() else { return .away("the marker was written and is not there") }
            return try await judged(made, storage)
        } catch {
            return .away("the storage of files does not answer: \(error)")
        }
    }

    private func judged(_ found: ContentMarker, _ storage: any MarkedStorage) async throws -> ContentGate.Finding {
        if formerly.contains(found.installation), found != marker {
            try await storage.remark(marker)
            logger.info(
                "the files were marked with the installation's new name",
                ["place": .name(storage.place), "installation": .id(marker.installation), "before": .id(found.installation)])
        } else if found != marker {
            return .foreign(found.installation)
        }
        try await memory.remember(marker)
        return .available
    }

    /// Without the place: whoever asks for a file is told this too.
    private static func missing(_ why: String) -> ContentGate.Finding {
        .away("no \(ContentMarker.name) is there, \(why): is the share mounted?")
    }
}
