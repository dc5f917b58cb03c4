import Contracts
import Domain
import OutsideJudges
import Testing

/// The examples: every valid one is valid and every invalid one is not, by the envelope's schema and the content's; and our reader agrees on
/// the envelope.
struct ExampleTests {
    private struct Example {
        let path: String
        let type: String
        let isValid: Bool
        let value: JSONValue
    }

    private static let notEvents: Set<String> = ["commit-header", "claim", "void-decision"]

    private func examples() throws -> [Example] {
        try Contracts.exampleTypes.flatMap { type in
            try Contracts.examples(of: type).map { name, content in
                Example(path: "\(type)/\(name)", type: type, isValid: name.hasPrefix("valid-"), value: try JSONReader.read(content))
            }
        }
    }

    @Test func `every schema of an event, commit and claim has a valid and an invalid example, and no example is without schema`() throws {
        let types = Set(Contracts.schemaNames).subtracting(["cloudevent"])
        #expect(types == Set(Contracts.exampleTypes))
        #expect(types.count > 20)
        for type in types.sorted() {
            let names = Contracts.examples(of: type).map(\.name)
            #expect(names.contains { $0.hasPrefix("valid-") }, "\(type)")
            #expect(names.contains { $0.hasPrefix("invalid-") }, "\(type)")
            #expect(names.allSatisfy { $0.hasPrefix("valid-") || $0.hasPrefix("invalid-") }, "\(type)")
        }
    }

    @Test func `every schema says by its id and title what it describes`() throws {
        for name in Contracts.schemaNames {
            let schema = try #require(Contracts.schema(named: name), "\(name)")
            #expect(schema["$id"]?.text == "urn:sakarkiv:schema:\(name)")
            #expect(schema["title"]?.text == name)
            #expect(schema["$schema"]?.text == "https://json-schema.org/draft/2020-12/schema")
        }
    }

    @Test func `valid examples of events are CloudEvents of the type they stand under`() throws {
        for example in try examples() where example.isValid && !Self.notEvents.contains(example.type) {
            let event = try CloudEventReader().event(from: example.value).get()
            #expect(event.type == example.type, "\(example.path)")
            #expect(event.extensions["kommune"] == "970540008", "\(example.path)")
        }
    }

    @Test(.enabled(if: OutsideJudge.isPresent, "\(OutsideJudge.missing)"))
    func `valid examples are valid and invalid ones are not, by an outside judge`() async throws {
        let all = try examples()
        var cases: [(schema: String, value: JSONValue)] = []
        var owner: [Int] = []
        for (index, example) in all.enumerated() {
            if Self.notEvents.contains(example.type) {
                cases.append((example.type, example.value))
                owner.append(index)
                continue
            }
            cases.append(("cloudevent", example.value))
            owner.append(index)
            let contentType = example.value["datacontenttype"]?.text.flatMap { MediaType($0) }
            if let data = example.value["data"], contentType?.isJSON ?? true {
                cases.append((example.type, data))
                owner.append(index)
            }
        }
        var faults: [Int: [String]] = [:]
        for (verdict, index) in zip(try await OutsideJudge.validate(cases), owner) { faults[index, default: []] += verdict }
        for (index, example) in all.enumerated() {
            #expect(faults[index, default: []].isEmpty == example.isValid, "\(example.path): \(faults[index] ?? [])")
        }
    }
}
