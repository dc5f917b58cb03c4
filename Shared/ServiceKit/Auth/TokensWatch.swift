import Crypto
import Dispatch
import Observability

/// Reads the tokens file again while the service runs: when it is found to have changed, and at once when somebody asks (SIGHUP). So a token
/// counts, or counts no more, without a restart.
///
/// A file that is wrong, half written or gone changes nothing: the tokens read before still count, which the log says once for each fault,
/// and `sakarkiv_tokens_refused` for as long as it lasts.
actor TokensWatch {
    /// How often it is looked whether the file has changed. No signal has to reach every instance, and a file that is put in place by a tool
    /// for secrets is seen without one.
    static let lookInterval: Duration = .seconds(10)

    private let path: String
    private let authorizer: Authorizer
    private let time: any TimeSource
    private let logger: Logger
    private let taken: Counter
    private let refusals: Counter
    private let isRefused: Gauge
    /// What was found wrong last, until the file is right again.
    private var refusal: String?
    /// The content that was found wrong last.
    private var refusedDigest: [UInt8]?

    init(_ path: String, authorizer: Authorizer, time: any TimeSource, logger: Logger, metrics: MetricsRegistry) {
        (self.path, self.authorizer, self.time, self.logger) = (path, authorizer, time, logger)
        taken = metrics.counter("sakarkiv_tokens_reread_total", help: "Times that a changed tokens file was read and its tokens counted.")
        refusals = metrics.counter("sakarkiv_tokens_refusals_total", help: "Times that a changed tokens file was found wrong.")
        isRefused = metrics.gauge(
            "sakarkiv_tokens_refused", help: "1 while the tokens file is wrong and the tokens read before it still count.")
    }

    /// Looks now and then, until cancelled.
    func run() async throws {
        while true {
            try await time.sleep(for: Self.lookInterval)
            await look(isAsked: false)
        }
    }

    /// Looks at the file.
    ///
    /// - Parameter isAsked: somebody waits for an answer, and gets one in the log whatever is found.
    func look(isAsked: Bool) async {
        do throws(StartRefusal) {
            let content = try await content()
            let digest = SHA256.hash(content)
            if digest == authorizer.credentials.fileDigest {
                if isAsked || refusal != nil { logger.info("the tokens are as they were read before") }
                return settle()
            }
            if digest == refusedDigest, !isAsked { return }
            refusedDigest = digest
            let credentials = try Credentials.parse(content, of: path)
            authorizer.replace(with: credentials)
            taken.increment()
            logger.info("other tokens count from now on", ["tokens": .number(credentials.count)])
            settle()
        } catch {
            refuse(error, isAsked)
        }
    }

    private func settle() {
        (refusal, refusedDigest) = (nil, nil)
        isRefused.set(0)
    }

    private func refuse(_ error: StartRefusal, _ isAsked: Bool) {
        isRefused.set(1)
        guard isAsked || refusal != error.message else { return }
        if refusal != error.message { refusals.increment() }
        refusal = error.message
        logger.error(
            "the tokens file is wrong: the tokens read before still count", ["code": .name(error.code), "reason": .reason(error.message)])
    }

    /// The file may lie on a disk that hangs: that holds up nobody but this.
    private func content() async throws(StartRefusal) -> [UInt8] {
        let path = path
        let result: Result<[UInt8], StartRefusal> = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: Result { () throws(StartRefusal) in try Credentials.content(of: path) })
            }
        }
        return try result.get()
    }
}
