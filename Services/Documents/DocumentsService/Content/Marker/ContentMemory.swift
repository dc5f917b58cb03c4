import Contracts
import ServiceKit

/// What a data directory remembers: that the marker of its installation's files was seen. From then on a root without it is one that is not there.
///
/// - Warning: The file's name and form are the storage format.
struct ContentMemory: Sendable {
    /// `<data>/content-seen.json`.
    let path: String
    let disk: DiskThreads

    /// - Parameter data: the data directory.
    init(data: DataDirectory, disk: DiskThreads) { (path, self.disk) = ("\(data.path)/content-seen.json", disk) }

    /// Whether the marker of this installation was ever seen from here.
    func hasSeen(_ marker: ContentMarker) async throws -> Bool {
        try await disk.run { [path] in
            do throws(PrivateFile.Failure) {
                guard let bytes = try PrivateFile.read(path) else { return false }
                // One that cannot be read was written all the same, by a program that had seen the marker.
                guard let seen = (try? JSONReader.read(bytes))?["installation"]?.text else { return true }
                return seen == marker.installation
            } catch {
                throw DiskCalls.error("reading content-seen.json", error.number)
            }
        }
    }

    /// Remembers it.
    func remember(_ marker: ContentMarker) async throws {
        guard try await !hasSeen(marker) else { return }
        try await disk.run { [path] in
            do throws(PrivateFile.Failure) {
                try PrivateFile.replace(path, marker.encoded, mode: 0o600)
            } catch {
                throw DiskCalls.error("writing content-seen.json", error.number)
            }
        }
    }
}
