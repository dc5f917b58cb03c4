import Contracts
import Crypto
import Foundation
import ServiceTestSupport
import Testing

@testable import DocumentsService

extension WholeDocumentsTests {
    /// The share with the files goes away under a running service, and comes back.
    struct ContentAwayTests {
        private static let marker = "sakarkiv-content.json"

        /// The path of a document whose file is stored.
        private func document(_ bytes: [UInt8], _ service: RunningDocuments, _ registry: SimulatedRegistry) async throws -> String {
            let name = "sha256:\(SHA256.hex(bytes))"
            #expect(try await service.call("PUT", "/filer/\(name)", as: "byggsak", body: bytes).status == 201)
            let made = try await registry.register([.init(referanse: name)])
            try await service.file(made.dokumentobjekt[0], is: "lagret")
            return "/dokumentobjekter/\(made.dokumentobjekt[0])/fil"
        }

        private func ready(_ service: RunningDocuments) async throws -> (status: Int, content: JSONValue?) {
            let answer = try await service.call("GET", "/readyz", as: nil)
            return (answer.status, answer.json["checks"]?.elements?.first { $0["name"]?.text == "content" })
        }

        @Test func `files that are away are said to be, nothing is written in their place, and all goes on when they are back`()
            async throws
        {
            try await WholeDocumentsTests.withDocuments { service, registry in
                let (mount, elsewhere) = (service.folder.path + "/content", service.folder.path + "/elsewhere")
                let bytes = WholeDocumentsTests.bytes(100_000)
                let path = try await document(bytes, service, registry)
                try await eventually("sakarkiv_content_available 1") {
                    try await service.figures("sakarkiv_content_available ") == ["sakarkiv_content_available 1"] ? true : nil
                }

                try FileManager.default.moveItem(atPath: mount, toPath: elsewhere)
                try FileManager.default.createDirectory(atPath: mount, withIntermediateDirectories: false)
                let refused = try await service.get(path)
                #expect(refused.status == 503 && refused.headers["Retry-After"] != nil, "\(refused.text)")
                let other = WholeDocumentsTests.bytes(1_000, seed: 2)
                let put = try await service.call("PUT", "/filer/sha256:\(SHA256.hex(other))", as: "byggsak", body: other)
                #expect(put.status == 503 && put.headers["Retry-After"] != nil, "\(put.text)")
                let away = try await ready(service)
                #expect(away.status == 503)
                #expect(away.content?["reason"]?.text?.contains("is the share mounted?") == true)
                try await eventually("sakarkiv_content_available 0") {
                    try await service.figures("sakarkiv_content_available ") == ["sakarkiv_content_available 0"] ? true : nil
                }
                #expect(try FileManager.default.contentsOfDirectory(atPath: mount).isEmpty)

                try FileManager.default.removeItem(atPath: mount)
                try FileManager.default.moveItem(atPath: elsewhere, toPath: mount)
                try await eventually("the files") { try await ready(service).status == 200 ? true : nil }
                #expect(try await service.get(path).body == bytes)

                // Now one file is lost, and the rest is there.
                let digest = SHA256.hex(bytes)
                let lost = "\(mount)/\(SimulatedRegistry.hamar)/\(digest.prefix(2))/\(digest.dropFirst(2))"
                try FileManager.default.removeItem(atPath: lost)
                let missing = try await service.get(path)
                #expect(missing.status == 503 && missing.headers["Retry-After"] == "60", "\(missing.text)")
                #expect(missing.json["errors"]?[0]?["code"]?.text == "content_missing")
                let one = try await ready(service)
                #expect(one.status == 200 && one.content?["details"]?["unreadableFiles"]?.integer == 1, "\(one)")
                try await eventually("sakarkiv_content_unreadable_total 1") {
                    try await service.figures("sakarkiv_content_unreadable_total ") == ["sakarkiv_content_unreadable_total 1"] ? true : nil
                }
                #expect(
                    try await service.folder.withLog { log, topics in try await StoredFilesInLog(log: log, topics: topics).isAny() })
            }
        }

        @Test func `files of another installation are refused at the start, by name`() async throws {
            let folder = try DataFolder()
            try FileManager.default.createDirectory(atPath: folder.path + "/content", withIntermediateDirectories: false)
            try Data(#"{"installation":"somebody-else"}"#.utf8).write(to: URL(fileURLWithPath: "\(folder.path)/content/\(Self.marker)"))
            let error = await #expect(throws: Unexpected.self) { _ = try await RunningDocuments.start(in: folder) }
            #expect(error?.description.contains("content_of_another_installation") == true, "\(error?.description ?? "it started")")
            #expect(error?.description.contains("78") == true)
            #expect(try await !folder.withLog { log, topics in try await StoredFilesInLog(log: log, topics: topics).isAny() })
        }
    }
}
