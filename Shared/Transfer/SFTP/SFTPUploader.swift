/// Puts files on SSH servers.
public struct SFTPUploader: Sendable {
    private let client: HTTPClient

    /// An uploader that uses the client's thread and connections.
    public init(client: HTTPClient) { self.client = client }

    /// Writes the source to the URL's path, over what is there. What breaks off leaves a part of the file under that name: give it a name
    /// that says so, or compare afterwards.
    public func upload(
        _ source: some UploadSource, to url: String, login: SFTPLogin, policy: TransferPolicy?, limits: TransferLimits = .file
    ) async throws(TransferError) {
        try policy?.check(try ParsedURL(url))
        let file = SFTPFile(url: url, login: login, policy: policy, upload: source)
        _ = try await client.engine.send(TransferPlan(file, limits: limits))
    }
}
