import Domain
import ServiceKit
import Transfer

/// Fetches files from the addresses that partners name, where the operator allows it: into the content store as an upload that grows, so that
/// what broke off goes on.
struct Nedlasting: Sendable {
    let downloader: Downloader
    let partners: PartnerRegistry
    /// Time and speed; how much may come is said at each file.
    let limits: TransferLimits

    /// A download that did not come to its end, and where it goes on.
    struct Avbrutt: Error {
        let feil: Filfeil
        let fortsettelse: Nedlastingspunkt?
    }

    /// Fetches one file.
    ///
    /// - Throws: `Avbrutt`, `ContentError`, `CancellationError`.
    func hent(
        _ url: String, for fil: Filrad, _ kommune: Organisasjonsnummer, content: any ContentStore, limitBytes: Int64
    ) async throws -> StoredContent {
        let sources = fil.avsender.flatMap { partners[$0.partner]?.filkilder } ?? .ingen
        guard !sources.verter.isEmpty, let key = UploadKey(kommune: kommune, name: "hent-\(fil.systemID)") else {
            throw Avbrutt(feil: Filfeil(.kildeIkkeTillatt, "files are not fetched from addresses for this partner"), fortsettelse: nil)
        }
        var request = DownloadRequest(url: url, policy: sources.policy)
        request.limits = limits
        request.limits.maximumBytes = limitBytes
        request.login = Self.host(of: url).flatMap { sources.sftp[$0] }
        request.continuing = try await continuing(fil.fortsettelse, key, content)
        let sink = UploadSink(content: content, key: key, written: request.continuing?.receivedBytes ?? 0, limitBytes: limitBytes)
        do {
            let file = try await downloader.download(request, into: sink)
            guard file.bytes > 0 else { return try await content.put([], kommune: kommune) }
            try await sink.flush()
        } catch let error as TransferError where error.code == .cancelled {
            throw CancellationError()
        } catch let error as TransferError {
            let feil = Self.feil(error)
            throw Avbrutt(feil: feil, fortsettelse: feil.erEndelig ? nil : await sink.resting())
        } catch let error as ContentError where error.code == .diskFull {
            // What came so far would only keep the disk full; when even that fails it is removed as abandoned later.
            try? await content.discard(key)
            throw error
        }
        return try await content.finish(key, expected: fil.oppgitt.sjekksum.flatMap { ContentDigest($0) })
    }

    /// Where the download goes on: only when as much lies there as was noted, of a version that is known.
    private func continuing(
        _ punkt: Nedlastingspunkt?, _ key: UploadKey, _ content: any ContentStore
    ) async throws -> DownloadRequest.Continuation? {
        guard let punkt, let version = punkt.version, try await content.uploadedByteCount(key) == punkt.mottatt else { return nil }
        return DownloadRequest.Continuation(receivedBytes: punkt.mottatt, version: version)
    }

    private static func host(of url: String) -> String? {
        guard let start = url.firstRange(of: "://")?.upperBound else { return nil }
        let authority = url[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let host = authority.split(separator: "@").last ?? authority
        return host.prefix { $0 != ":" }.lowercased()
    }

    /// What a failed transfer means for the file.
    static func feil(_ error: TransferError) -> Filfeil {
        switch error.code {
        case .malformedURL, .malformedRequest: return Filfeil(.ugyldigReferanse, error.message)
        case .unsupportedProtocol, .hostNotAllowed: return Filfeil(.kildeIkkeTillatt, error.message)
        case .addressNotAllowed, .decodeRatioExceeded, .hostKeyNotKnown, .authenticationFailed:
            return Filfeil(kode: error.code.rawValue, melding: error.message, erEndelig: true)
        case .tooLarge: return Filfeil(.forStor, error.message)
        case .notFound, .tooManyRedirects: return Filfeil(.kildeAvviser, error.message)
        case .unexpectedStatus:
            let status = error.replyCode ?? 500
            let mayPass = status >= 500 || [408, 425, 429].contains(status)
            return Filfeil(mayPass ? .kildeNaasIkke : .kildeAvviser, error.message)
        default: return Filfeil(.kildeNaasIkke, "\(error.message) [\(error.code.rawValue)]")
        }
    }
}

extension Nedlastingspunkt {
    /// The version, as a transfer knows it.
    fileprivate var version: DownloadVersion? {
        if let entitetsmerke { return .entityTag(entitetsmerke) }
        guard let sistEndret, let stoerrelse else { return nil }
        return .modified(sistEndret, bytes: stoerrelse)
    }

    fileprivate init?(mottatt: Int64, _ version: DownloadVersion?) {
        switch version {
        case .entityTag(let tag): self.init(mottatt: mottatt, entitetsmerke: tag)
        case .modified(let date, let bytes): self.init(mottatt: mottatt, sistEndret: date, stoerrelse: bytes)
        case nil: return nil
        }
    }
}

/// Puts a download into an upload of the content store.
private actor UploadSink: DownloadSink {
    /// How much is collected before it goes to the disk and is made durable there.
    static let blockBytes = 4 << 20

    private let content: any ContentStore
    private let key: UploadKey
    private let limitBytes: Int64
    private var written: Int64
    private var block: [UInt8] = []
    private var version: DownloadVersion?

    init(content: any ContentStore, key: UploadKey, written: Int64, limitBytes: Int64) {
        (self.content, self.key, self.written, self.limitBytes) = (content, key, written, limitBytes)
    }

    func begin(_ head: DownloadHead) async throws {
        if head.offset == 0 {
            try await content.discard(key)
            (written, block) = (0, [])
        } else if head.offset != written + Int64(block.count) {
            throw ContentError(.uploadOffset, "the download goes on at another place than it ended", uploadByteCount: written)
        }
        version = head.version
    }

    func write(_ bytes: [UInt8]) async throws {
        block += bytes
        if block.count >= Self.blockBytes { try await flush() }
    }

    /// Everything that came is durable afterwards.
    func flush() async throws {
        guard !block.isEmpty else { return }
        let full = block
        block = []
        written = try await content.append(ContentBytes(full), to: key, at: written, byteLimit: limitBytes)
    }

    /// Where it can go on later; nil when it cannot.
    func resting() async -> Nedlastingspunkt? {
        do {
            try await flush()
            return written > 0 ? Nedlastingspunkt(mottatt: written, version) : nil
        } catch {
            // Begun anew the next time.
            return nil
        }
    }
}
