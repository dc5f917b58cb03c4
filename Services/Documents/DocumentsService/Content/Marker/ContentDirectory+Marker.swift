import Domain
import Glibc
import ServiceKit

extension ContentDirectory: MarkedStorage {
    var place: String { paths.root }
    var holdsUploads: Bool { true }
    var isCheapToLookAt: Bool { true }

    private var markerPath: String { "\(paths.root)/\(ContentMarker.name)" }

    func marker() async throws -> ContentMarker? {
        try await disk.run { [markerPath] in
            let bytes: [UInt8]?
            do throws(PrivateFile.Failure) {
                bytes = try PrivateFile.read(markerPath)
            } catch {
                // A folder on the way that is a file is no place where files ever were.
                if error.number == ENOTDIR { return nil }
                throw DiskCalls.error("reading \(ContentMarker.name)", error.number)
            }
            return try bytes.map { try ContentMarker($0) }
        }
    }

    func mark(_ marker: ContentMarker) async throws {
        try await disk.run { [markerPath, paths, calls] in
            try calls.makeFolder(paths.root, below: DiskCalls.parent(of: paths.root))
            do throws(PrivateFile.Failure) {
                _ = try PrivateFile.create(markerPath, marker.encoded, mode: 0o600)
            } catch {
                throw DiskCalls.error("writing \(ContentMarker.name)", error.number)
            }
        }
    }

    func remark(_ marker: ContentMarker) async throws {
        try await disk.run { [markerPath] in
            do throws(PrivateFile.Failure) {
                try PrivateFile.replace(markerPath, marker.encoded, mode: 0o600)
            } catch {
                throw DiskCalls.error("writing \(ContentMarker.name)", error.number)
            }
        }
    }

    func holdsFiles() async throws -> Bool {
        try await disk.run { [paths] in
            for name in try ContentListing.names(in: paths.root) {
                guard let kommune = Organisasjonsnummer(name) else { continue }
                if try !ContentListing(paths, kommune).files(after: nil, limit: 1).isEmpty { return true }
            }
            return false
        }
    }
}
