import Contracts
import Foundation
import GeneratedFiles
import Testing

/// The JSON Schemas of the Fiks messages, made from the description of their shape.
struct FiksSchemaTests {
    @Test(arguments: FiksSchemaGenerator.files.keys.sorted())
    func `the schema in the repository is the one the description makes`(name: String) throws {
        let schema = try #require(FiksSchemaGenerator.files[name])
        try GeneratedFile(path: "Schemas/\(name).schema.json", content: schema.formatted()).check()
    }
}
