import Crypto
import Domain

/// Reads one stored file again.
enum FileCheck {
    /// What was found; nil when the storage is away just now, which says nothing about the file.
    static func check(
        _ fil: Lagretfil, _ kommune: Organisasjonsnummer, in store: any ContentStore, pace: inout ReadPace
    ) async throws -> MeldFiksitet.Kontroll? {
        guard let digest = ContentDigest(fil.sjekksum) else { return nil }
        let hash = SHA256Stream()
        var count: Int64 = 0
        func result(_ skade: Filskade?) -> MeldFiksitet.Kontroll {
            MeldFiksitet.Kontroll(sjekksum: fil.sjekksum, antallBytes: count, skade: skade)
        }
        do {
            for try await piece in try await store.open(ContentKey(kommune: kommune, digest: digest), range: nil) {
                hash.update(piece)
                count += Int64(piece.count)
                try await pace.read(piece.count)
            }
        } catch let error as ContentError {
            switch error.code {
            case .notFound: return result(Filskade(.borte))
            case .unreadable: return result(Filskade(.uleselig, funnetStoerrelse: count))
            case .damaged: return result(Filskade(.stoerrelse, funnetStoerrelse: count))
            default: return nil
            }
        }
        let found = ContentDigest(bytes: hash.finish())
        if found == digest { return result(nil) }
        return result(Filskade(count == fil.filstoerrelse ? .endret : .stoerrelse, funnetSjekksum: found.hex, funnetStoerrelse: count))
    }
}
