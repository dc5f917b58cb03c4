import Contracts
import Foundation
import GeneratedFiles
import OutsideJudges
import Testing

/// The documents themselves: OpenAPI, AsyncAPI, catalogue.
struct DocumentTests {
    private static let services = ["documents", "notifications", "registry", "retention"]

    @Test func `every service has an OpenAPI 3-1 document with the paths all services have`() throws {
        #expect(Contracts.openAPINames == Self.services)
        for service in Self.services {
            let document = try JSONReader.read(try #require(Contracts.openAPI(of: service)))
            #expect(document["openapi"]?.text == "3.1.0")
            for path in [
                "/healthz", "/readyz", "/metrics", "/openapi.json", "/admin/status", "/admin/verify", "/admin/rebuild", "/admin/snapshot",
                "/admin/snapshots",
            ] {
                #expect(document["paths"]?[path] != nil, "\(service) \(path)")
            }
        }
    }

    @Test(.enabled(if: OutsideJudge.isPresent, "\(OutsideJudge.missing)"), arguments: services)
    func `an OpenAPI document is valid by openapi-spec-validator`(service: String) async throws {
        let file = GeneratedFile.folder.appendingPathComponent("OpenAPI/\(service).json").path
        let verdict = try await OutsideJudge.run("openapi-spec-validator", [file])
        #expect(verdict.status == 0, "\(verdict.output)")
    }

    @Test(.enabled(if: OutsideJudge.isPresent && SharedData.has("asyncapi"), "\(OutsideJudge.missing); \(SharedData.missing)"))
    func `the AsyncAPI document is valid by its official schema`() async throws {
        let schema = try #require(SharedData.directory).appendingPathComponent("asyncapi/3.0.0-without-id.json").path
        let file = GeneratedFile.folder.appendingPathComponent("asyncapi.yaml").path
        let verdict = try await OutsideJudge.run("check-jsonschema", ["--schemafile", schema, file])
        #expect(verdict.status == 0, "\(verdict.output)")
    }

    @Test(.enabled(if: OutsideJudge.isPresent, "\(OutsideJudge.missing)"))
    func `the AsyncAPI document names every event type once, and every reference leads somewhere`() async throws {
        let document = try await AsyncAPI.document()
        let messages = try #require(document["components"]?["messages"]?.members)
        let names = messages.values.compactMap { $0["name"]?.text }
        #expect(Set(names).count == names.count)
        let types = Set(Contracts.schemaNames.filter { $0.hasPrefix("no.") })
        #expect(Set(names.filter { $0.hasPrefix("no.") }) == types)
        var references: [String] = []
        AsyncAPI.collect(document, into: &references)
        for reference in Set(references) {
            if reference.hasPrefix("#/") {
                let tokens = JSONPointer(String(reference.dropFirst())).tokens
                #expect(tokens.reduce(Optional(document)) { $0?[$1] } != nil, "\(reference)")
            } else {
                #expect(FileManager.default.fileExists(atPath: GeneratedFile.folder.appendingPathComponent(reference).path), "\(reference)")
            }
        }
        for channel in try #require(document["channels"]?.members).values {
            #expect(channel["messages"]?.members?.isEmpty == false)
        }
    }

    @Test func `the catalogue in the repository is the one the schemas and examples make`() throws {
        try GeneratedFile(path: "CATALOG.md", content: CatalogGenerator.text()).check()
    }
}
