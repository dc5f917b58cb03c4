import Contracts

/// What lies at the root of a content store and says whose it is: an empty mount point has none, and neither has another's share.
///
/// - Warning: Name and form are the storage format. A marker that was written once must be read for ever.
struct ContentMarker: Hashable, Sendable {
    /// The name of the file, and the key of the object. Visible, so that whoever copies the files copies it too.
    static let name = "sakarkiv-content.json"
    /// Nobody reads further, in bytes.
    static let limitBytes = 4_096

    /// The installation that the files belong to.
    let installation: String

    /// A marker of this installation.
    init(installation: String) { self.installation = installation }

    /// Reads one.
    ///
    /// - Throws: `unavailable`: whose files these are cannot be told, so nobody uses them.
    init(_ bytes: [UInt8]) throws(ContentError) {
        // What is wrong with the JSON helps nobody: the sentence below says what to do.
        guard let text = (try? JSONReader.read(bytes))?["installation"]?.text, !text.isEmpty else {
            throw ContentError(.unavailable, "\(Self.name) cannot be read: restore it, or write {\"installation\": \"…\"}")
        }
        installation = text
    }

    /// Its bytes.
    var encoded: [UInt8] { JSONValue.object(["installation": .string(installation)]).encoded() + [UInt8(ascii: "\n")] }
}

/// A back end of files whose root can be marked.
protocol MarkedStorage: ContentStore {
    /// Where it is, for people: a directory's path, a bucket's name.
    var place: String { get }

    /// Whether uploads in parts grow in the storage itself. False: they are taken in while it is away.
    var holdsUploads: Bool { get }

    /// Whether to look at the marker costs next to nothing, so that every write can do it.
    var isCheapToLookAt: Bool { get }

    /// The marker; nil when there is none.
    ///
    /// - Throws: `unavailable` when that cannot be told.
    func marker() async throws -> ContentMarker?

    /// Writes the marker, durably, unless there is one: of several who try, one wins.
    func mark(_ marker: ContentMarker) async throws

    /// Writes the marker in the place of the one that is there: the installation has got another name.
    func remark(_ marker: ContentMarker) async throws

    /// Whether files of any municipality lie there.
    func holdsFiles() async throws -> Bool
}
