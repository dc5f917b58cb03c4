import Contracts
import Domain
import OutsideJudges
import Testing

@testable import RegistryService

/// The reader and the published schemas must say yes and no to the same messages: every part of a message is broken in every way.
struct FiksAgreementTests {
    private func isRead(_ data: CloudEventData, _ contentType: String) -> Bool {
        do throws(UnreadableArkivmelding) {
            _ = try ArkivmeldingReader().read(FiksExamples.event(data, contentType: contentType))
            return true
        } catch {
            #expect(error.rejection.kind == .ugyldigforespoersel, "\(error.rejection)")
            return false
        }
    }

    @Test(.enabled(if: OutsideJudge.isPresent, "\(OutsideJudge.missing)"))
    func `JSON is read exactly when it is valid by the JSON Schema`() async throws {
        let message = try JSONReader.read(Array(FiksExamples.json.utf8))
        let mutants = Self.mutants(of: message)
        #expect(mutants.count > 400)
        let verdicts = try await OutsideJudge.validate(mutants.map { (FiksExamples.opprett, $0) })
        #expect(verdicts.contains { $0.isEmpty })
        for (mutant, verdict) in zip(mutants, verdicts) {
            #expect(isRead(.json(mutant), "application/json") == verdict.isEmpty, "\(verdict) \(mutant.json)")
        }
    }

    @Test(.enabled(if: SharedData.has("fiks-arkiv-v1") && OutsideJudge.xmllint != nil, "\(SharedData.missing), or no xmllint"))
    func `XML is read exactly when it is valid by the XSD`() async throws {
        let schema = "fiks-arkiv-v1/\(FiksExamples.opprett).xsd"
        let document = try JSONReader.read(Array(FiksExamples.json.utf8))
        // Written in the schema's order by our own writer, so that order plays no part.
        for mutant in [document] + Self.mutants(of: document).enumerated().compactMap({ $0 % 3 == 0 ? $1 : nil }) {
            let text = try FiksXMLWriter.document(root: "arkivmelding", in: .opprett, mutant, FiksArkivmelding.arkivmelding)
            let verdict = try await OutsideJudge.faults(ofXML: text, by: schema)
            #expect(isRead(.text(text), "application/xml") == verdict.isEmpty, "\(verdict) \(text)")
        }
    }

    @Test func `the published examples of the message are read or refused as their names say`() throws {
        let examples = Contracts.examples(of: FiksExamples.opprett)
        #expect(examples.count >= 10)
        for (name, content) in examples {
            var isRead = false
            if case .success(let event) = CloudEventReader().read(body: content, headers: []) {
                isRead = self.isRead(event.data, event.datacontenttype ?? "application/json")
            }
            #expect(isRead == name.hasPrefix("valid-"), "\(name)")
        }
    }

    /// The message with one place broken, for every place and every way.
    private static func mutants(of value: JSONValue) -> [JSONValue] {
        var result: [JSONValue] = []
        switch value {
        case .object(let members):
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                var without = members
                without[name] = nil
                result.append(.object(without))
                for other in replacements(of: member) + mutants(of: member) {
                    var changed = members
                    changed[name] = other
                    result.append(.object(changed))
                }
            }
            result.append(.object(members.merging(["ukjent": "x"]) { first, _ in first }))
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                for other in replacements(of: element) + mutants(of: element) {
                    var changed = elements
                    changed[index] = other
                    result.append(.array(changed))
                }
            }
            result.append(.array(elements + elements))
            result.append([])
        default: break
        }
        return result
    }

    private static func replacements(of value: JSONValue) -> [JSONValue] {
        [.null, 7, .double(7), .double(7.5), "", "x", true, .array([value]), [:]].filter { $0 != value }
    }
}
