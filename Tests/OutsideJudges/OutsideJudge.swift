import Contracts
import Foundation
import Waiting

/// Programs written by others that judge our documents: Python tools in the virtual environment that `SAKARKIV_TOOLS` names.
public enum OutsideJudge {
    /// The environment's `bin` folder; nil without.
    public static let folder: URL? = ProcessInfo.processInfo.environment["SAKARKIV_TOOLS"].map {
        URL(fileURLWithPath: $0).appendingPathComponent("bin")
    }

    /// What a skipped test says.
    public static let missing =
        "no outside judges: set SAKARKIV_TOOLS to a virtual environment with check-jsonschema, jsonschema, openapi-spec-validator and cloudevents"

    /// Whether the judges are there.
    public static var isPresent: Bool {
        folder.map { FileManager.default.isExecutableFile(atPath: $0.appendingPathComponent("python3").path) } ?? false
    }

    /// Whether the environment has that Python package.
    public static func has(_ package: String) -> Bool {
        // Cannot run: not there.
        guard isPresent, let python = folder?.appendingPathComponent("python3"),
            let verdict = try? wait(python, ["-c", "import \(package)"])
        else { return false }
        return verdict.status == 0
    }

    /// What a program said and how it ended.
    public struct Verdict: Sendable {
        /// The exit code.
        public let status: Int32
        /// Standard output and standard error.
        public let output: String
    }

    /// Runs one of the environment's programs.
    public static func run(_ program: String, _ arguments: [String]) async throws -> Verdict {
        guard let folder else { throw CocoaError(.fileNoSuchFile) }
        return try await run(folder.appendingPathComponent(program), arguments)
    }

    /// Debian's xmllint; nil without.
    public static let xmllint: URL? = ["/usr/bin/xmllint"].first { FileManager.default.isExecutableFile(atPath: $0) }.map {
        URL(fileURLWithPath: $0)
    }

    /// Runs a program to its end.
    public static func run(_ program: URL, _ arguments: [String]) async throws -> Verdict {
        try await offPool { try wait(program, arguments) }
    }

    private static func wait(_ program: URL, _ arguments: [String]) throws -> Verdict {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        return Verdict(status: process.waitForEnd(), output: String(decoding: output, as: UTF8.self))
    }

    /// What an XSD of the shared data has against a document; empty when it is valid.
    public static func faults(ofXML text: String, by schema: String) async throws -> String {
        guard let xmllint, let data = SharedData.directory else { throw CocoaError(.fileNoSuchFile) }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("sakarkiv-judge-\(UUID().uuidString).xml")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }  // a temporary file left behind harms nobody
        let verdict = try await run(xmllint, ["--noout", "--nonet", "--schema", data.appendingPathComponent(schema).path, file.path])
        return verdict.status == 0 ? "" : verdict.output
    }

    /// Holds many values against schemas at once, with formats asserted; the schemas may refer to each other by `$id`.
    ///
    /// - Parameter cases: a value and the name of its schema (`Contracts.schema(named:)`).
    /// - Returns: for each case, what is wrong with it; empty when it is valid.
    public static func validate(_ cases: [(schema: String, value: JSONValue)]) async throws -> [[String]] {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("sakarkiv-judge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }  // a temporary folder left behind harms nobody
        let schemas = Dictionary(Contracts.schemaNames.map { ($0, Contracts.schema(named: $0) ?? .null) }) { first, _ in first }
        let task: JSONValue = [
            "schemas": .object(schemas), "cases": .array(cases.map { ["schema": .string($0.schema), "value": $0.value] }),
        ]
        let file = directory.appendingPathComponent("task.json")
        try Data(task.encoded()).write(to: file)
        let verdict = try await run("python3", ["-c", script, file.path])
        guard verdict.status == 0 else { throw Failure(description: verdict.output) }
        return try JSONReader.read(Array(verdict.output.utf8)).decoded()
    }

    /// A judge that could not judge.
    public struct Failure: Error, CustomStringConvertible {
        /// What it said.
        public let description: String
    }

    private static let script = """
        import json, sys
        from jsonschema import Draft202012Validator, FormatChecker
        from referencing import Registry, Resource
        task = json.load(open(sys.argv[1], encoding="utf-8"))
        schemas = task["schemas"]
        registry = Registry().with_resources((s["$id"], Resource.from_contents(s)) for s in schemas.values())
        for schema in schemas.values():
            Draft202012Validator.check_schema(schema)
        validators = {n: Draft202012Validator(s, registry=registry, format_checker=FormatChecker()) for n, s in schemas.items()}
        result = []
        for case in task["cases"]:
            errors = validators[case["schema"]].iter_errors(case["value"])
            result.append(["%s: %s" % ("/".join(map(str, e.absolute_path)), e.message[:300]) for e in errors])
        print(json.dumps(result))
        """
}
