import Crypto
import Domain
import Foundation
import ServiceKit

/// The page's files, read once at the start: they are small, and are part of the program.
struct PageFiles: Sendable {
    /// A file as it is sent.
    struct File: Sendable {
        let mediaType: String
        let content: [UInt8]
        /// For `If-None-Match`.
        let entityTag: String

        init(mediaType: String, content: [UInt8]) {
            (self.mediaType, self.content) = (mediaType, content)
            entityTag = "\"\(SHA256.hex(content).prefix(32))\""
        }
    }

    /// What kinds of files a page is made of.
    private static let mediaTypes = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "svg": "image/svg+xml",
    ]
    private static let bokmaal = "<html lang=\"nb\">"
    private static let nynorsk = "<html lang=\"nn\">"

    private let files: [String: File]
    private let indexes: [Maalform: File]

    /// Reads the files.
    ///
    /// - Throws: `StartRefusal` when the program's own files are not beside it.
    init() throws {
        guard let folder = Bundle.module.url(forResource: "Site", withExtension: nil) else {
            throw StartRefusal("page_missing", "the files of the page are not beside the program", exitCode: .software)
        }
        var files: [String: File] = [:]
        for url in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            guard let mediaType = Self.mediaTypes[url.pathExtension] else { continue }
            files[url.lastPathComponent] = File(mediaType: mediaType, content: Array(try Data(contentsOf: url)))
        }
        guard let index = files.removeValue(forKey: "index.html") else {
            throw StartRefusal("page_missing", "the page is not beside the program", exitCode: .software)
        }
        self.files = files
        let text = String(decoding: index.content, as: UTF8.self).replacing(Self.bokmaal, with: Self.nynorsk)
        indexes = [.bokmaal: index, .nynorsk: File(mediaType: index.mediaType, content: Array(text.utf8))]
    }

    /// A file by its name; nil when there is none.
    subscript(name: String) -> File? { files[name] }

    /// The page itself, in a written standard.
    func index(_ maalform: Maalform) -> File? { indexes[maalform] }
}
