/// Fetches files into a sink: never whole in memory, within limits, taken up again where a transfer broke.
public struct Downloader: Sendable {
    private let client: HTTPClient

    /// A downloader that uses the client's thread and connections.
    public init(client: HTTPClient) { self.client = client }

    /// Fetches the file. When it throws, the sink has what came until then; its last ``DownloadHead/version`` says how to go on later.
    ///
    /// - Throws: ``TransferError``, ``TransferError/Code/unexpectedStatus`` and ``TransferError/Code/notFound`` among them;
    ///   and whatever the sink throws, unchanged.
    public func download(_ request: DownloadRequest, into sink: some DownloadSink) async throws -> DownloadedFile {
        var run = try DownloadRun(request)
        while true {
            do {
                return try await attempt(&run, sink)
            } catch let error as TransferError {
                guard run.mayResume(after: error) else { throw error }
                try await Task.sleep(for: request.resumeDelay)
            }
        }
    }

    private func attempt(_ run: inout DownloadRun, _ sink: some DownloadSink) async throws -> DownloadedFile {
        let (stream, answer) = try await head(&run)
        run.begin(answer.head)
        try await sink.begin(answer.head)
        for try await piece in stream.body {
            try run.receive(piece.count)
            try await sink.write(piece)
        }
        if let expected = answer.head.totalBytes, run.receivedBytes != expected {
            throw TransferError(.connectionLost, "\(run.describing): \(run.receivedBytes) bytes came, \(expected) were announced")
        }
        return run.file(answer.head, url: stream.url)
    }

    /// An answer that fits what the sink has. A part that does not is asked for once more, as a whole.
    private func head(_ run: inout DownloadRun) async throws(TransferError) -> (HTTPClientStream, DownloadAnswer) {
        if run.position != nil {
            do throws(TransferError) {
                let stream = try await run.stream(from: client)
                if let answer = try run.judge(stream) { return (stream, answer) }
            } catch {
                guard error.code == .cannotContinue else { throw error }
            }
            run.startOver()
        }
        let stream = try await run.stream(from: client)
        guard let answer = try run.judge(stream) else {
            throw TransferError(.malformedAnswer, "\(run.describing): the server gave a part where the whole was asked for")
        }
        return (stream, answer)
    }
}
