import Archive
import CommitLog
import Domain
import ShardRuntime

/// Gets a file from where its reference says, into the content store, and holds it against what was stated. Changes nothing else: what it found
/// out becomes a command.
struct Filhenter: Sendable {
    let log: any Log
    let content: any ContentStore
    let disk: DiskThreads
    let nedlasting: Nedlasting
    let reads: ShardReads
    /// The largest file, in bytes.
    let limitFileBytes: Int64

    /// A file that came, whole and as stated.
    struct Hentet: Sendable {
        let stored: StoredContent
        let format: IdentifiedFormat
        /// What is to be said of the format (M702).
        let detaljer: String?
    }

    /// Gets one.
    ///
    /// - Parameter melding: the message it came with, for a file that the message carries itself.
    /// - Throws: `Filfeil`, or `CancellationError`.
    func hent(_ fil: Filrad, _ kommune: Organisasjonsnummer, melding: Meldingsfiler?) async throws -> Hentet {
        let stored = try await stored(fil, kommune, melding)
        if let feil = fil.oppgitt.avvik(sjekksum: stored.digest.hex, filstoerrelse: stored.byteCount) { throw feil }
        let key = ContentKey(kommune: kommune, digest: stored.digest)
        do {
            let source = try await FormatSource(key, in: content, name: fil.oppgitt.filnavn, disk: disk)
            let found = try await FormatIdentifier.identify(source)
            return Hentet(stored: stored, format: found, detaljer: Self.detaljer(found, fil.oppgitt))
        } catch let error as ContentError {
            throw Self.feil(error)
        }
    }

    private func stored(_ fil: Filrad, _ kommune: Organisasjonsnummer, _ melding: Meldingsfiler?) async throws -> StoredContent {
        switch Filreferanse(fil.referanseDokumentfil) {
        case .none:
            throw Filfeil(.ugyldigReferanse, "«\(fil.referanseDokumentfil)» is neither a file's name, an upload nor an address")
        case .vedlagt(let navn):
            guard let melding else { throw Filfeil(.meldingBorte, "no message came with the file «\(navn)»") }
            return try await put(try await melding.fil(navn), fil, kommune)
        case .opplastet(let sha256): return try await opplastet(sha256, fil, kommune)
        case .adresse(let url):
            do {
                return try await nedlasting.hent(url, for: fil, kommune, content: content, limitBytes: limitFileBytes)
            } catch let error as ContentError {
                throw Self.feil(error)
            }
        }
    }

    private func put(_ bytes: ContentBytes, _ fil: Filrad, _ kommune: Organisasjonsnummer) async throws -> StoredContent {
        let expected = fil.oppgitt.sjekksum.flatMap { ContentDigest($0) }
        do {
            return try await content.put(bytes, kommune: kommune, expected: expected, byteLimit: limitFileBytes)
        } catch let error as ContentError {
            throw Self.feil(error)
        } catch let error as ContainerError {
            throw Filfeil(kode: error.code.rawValue, melding: "\(error)", erEndelig: true)
        }
    }

    /// An upload of the sender's own, or of the municipality's people: knowing a checksum alone opens nothing.
    private func opplastet(_ sha256: String, _ fil: Filrad, _ kommune: Organisasjonsnummer) async throws -> StoredContent {
        guard let digest = ContentDigest(sha256) else { throw Filfeil(.ugyldigReferanse, "«\(sha256)» is no SHA-256") }
        let partner = fil.avsender?.partner
        let isTheirs = try await reads.read(kommune) { database in
            let lager = DocumentsLager(database)
            return try lager.erOpplastet(sha256, av: partner) || lager.erOpplastet(sha256, av: nil)
        }
        do {
            guard isTheirs == true, let count = try await content.byteCount(of: ContentKey(kommune: kommune, digest: digest)) else {
                throw Filfeil(.opplastingVentes, "no upload of the sender's has SHA-256 \(sha256)")
            }
            return StoredContent(digest: digest, byteCount: count, wasThere: true)
        } catch let error as ContentError {
            throw Self.feil(error)
        }
    }

    /// What the code does not say, and what the sender said otherwise: the bytes decide, and a wrong statement loses no document.
    private static func detaljer(_ found: IdentifiedFormat, _ oppgitt: OppgittFil) -> String? {
        let stated = StatedFormat(format: oppgitt.format, mediaType: oppgitt.mimeType, name: oppgitt.filnavn)
        let difference: String? =
            switch stated.verdict(found.format) {
            case .agrees: nil
            case .otherVersion(let stated, _): "avsender oppga \(stated)"
            case .contradicts(let stated, let found): "avsender oppga \(stated), innholdet er \(found.name)"
            }
        let all = [found.details, difference].compactMap { $0 }
        return all.isEmpty ? nil : all.joined(separator: "; ")
    }

    static func feil(_ error: ContentError) -> Filfeil {
        switch error.code {
        case .checksumMismatch: Filfeil(.annenSjekksum, error.message)
        case .tooLarge: Filfeil(.forStor, error.message)
        default: Filfeil(kode: error.code.rawValue, melding: error.message, erEndelig: false)
        }
    }
}
