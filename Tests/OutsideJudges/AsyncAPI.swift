import Contracts

/// The AsyncAPI document as a JSON value; YAML is read by a Python library of the outside judges.
public enum AsyncAPI {
    /// The document.
    public static func document() async throws -> JSONValue {
        let text = String(decoding: Contracts.asyncAPI, as: UTF8.self)
        let verdict = try await OutsideJudge.run("python3", ["-c", script, text])
        guard verdict.status == 0 else { throw OutsideJudge.Failure(description: verdict.output) }
        return try JSONReader.read(Array(verdict.output.utf8))
    }

    /// Every `$ref` in a value.
    public static func collect(_ value: JSONValue, into references: inout [String]) {
        if let reference = value["$ref"]?.text { references.append(reference) }
        for element in value.elements ?? [] { collect(element, into: &references) }
        for member in (value.members ?? [:]).values { collect(member, into: &references) }
    }

    private static let script = """
        import json, sys
        from ruamel.yaml import YAML
        print(json.dumps(YAML(typ="safe", pure=True).load(sys.argv[1])))
        """
}
