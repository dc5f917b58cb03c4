import Foundation

/// What others may rely on, as files of this module: schemas, examples, HTTP interfaces, channels, catalogue.
///
/// A file's name is the event type it describes.
public enum Contracts {
    /// The JSON Schema (2020-12) of that name: of an event type's `data`, or `cloudevent`, `commit-header`, `claim`, `void-decision`.
    ///
    /// - Returns: nil where there is none of that name.
    public static func schema(named name: String) -> JSONValue? { file("Schemas/\(name).schema.json").flatMap(parsed) }

    /// The names of all schemas, sorted.
    public static var schemaNames: [String] {
        names(in: "Schemas").filter { $0.hasSuffix(".schema.json") }.map { String($0.dropLast(".schema.json".count)) }
    }

    /// The OpenAPI 3.1 document of a service, as it is served at `/openapi.json`; nil where there is none.
    public static func openAPI(of service: String) -> [UInt8]? { file("OpenAPI/\(service).json") }

    /// The names of the services that have an OpenAPI document, sorted.
    public static var openAPINames: [String] {
        names(in: "OpenAPI").filter { $0.hasSuffix(".json") }.map { String($0.dropLast(".json".count)) }
    }

    /// The examples of an event type by file name, sorted; names begin with `valid-` or `invalid-`.
    public static func examples(of type: String) -> [(name: String, content: [UInt8])] {
        names(in: "Examples/\(type)").filter { $0.hasSuffix(".json") }.compactMap { name in
            file("Examples/\(type)/\(name)").map { (name, $0) }
        }
    }

    /// The event types that have examples, sorted.
    public static var exampleTypes: [String] { names(in: "Examples").filter { !$0.hasPrefix(".") } }

    /// The AsyncAPI 3.0.0 document of the suite, YAML.
    public static var asyncAPI: [UInt8] { file("asyncapi.yaml") ?? [] }

    /// The catalogue of event types, Markdown.
    public static var catalogue: [UInt8] { file("CATALOG.md") ?? [] }

    /// What every route answers to whom, Markdown.
    public static var access: [UInt8] { file("ACCESS.md") ?? [] }

    private static func names(in folder: String) -> [String] {
        // A folder that is missing has no files; whoever needs one asks for it by name.
        let found = try? FileManager.default.contentsOfDirectory(atPath: Bundle.module.bundleURL.appendingPathComponent(folder).path)
        return (found ?? []).sorted()
    }

    private static func file(_ path: String) -> [UInt8]? {
        // nil is the answer for a file that is not there.
        (try? Data(contentsOf: Bundle.module.bundleURL.appendingPathComponent(path))).map { [UInt8]($0) }
    }

    private static func parsed(_ bytes: [UInt8]) -> JSONValue? {
        // The files are checked by the tests; a broken one counts as missing.
        try? JSONReader.read(bytes)
    }
}
