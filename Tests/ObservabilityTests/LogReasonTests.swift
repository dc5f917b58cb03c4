import Domain
import Foundation
import Observability
import Testing

struct LogReasonTests {
    private let secret = "Ola Nordmann 01017012345"

    private struct Letter: Codable {
        enum Kind: String, Codable { case inngaaende, utgaaende }
        let kind: Kind
        let parts: [[String: Int]]
    }
    private struct Plain: Error { let text: String }
    private enum Cases: Error {
        case alone
        case with(String)
        case named(text: String)
    }
    private struct Spoken: Error, CustomStringConvertible { let description: String }

    private func decoding(_ json: String) -> String {
        do {
            _ = try JSONDecoder().decode(Letter.self, from: Data(json.utf8))
            return "decoded"
        } catch { return LogReason.text(of: error) }
    }

    @Test func `a decoding error tells kind and place, and quotes no value`() {
        let wrongValue = decoding(#"{"kind": "\#(secret)", "parts": []}"#)
        #expect(wrongValue == "DecodingError.dataCorrupted at /kind")
        #expect(
            decoding(#"{"kind": "inngaaende", "parts": [{"alder": "\#(secret)"}]}"#) == "DecodingError.typeMismatch (Int) at /parts/0/alder"
        )
        #expect(decoding(#"{"parts": []}"#) == "DecodingError.keyNotFound at /kind")
        #expect(!decoding(#"{"kind": \#(secret)"#).contains("Nordmann"))
    }

    @Test func `a name that the sender chose is no place to tell`() {
        #expect(decoding(#"{"kind": "inngaaende", "parts": [{"\#(secret)": "x"}]}"#) == "DecodingError.typeMismatch (Int) at /parts/0/…")
        #expect(decoding(#"{"kind": "inngaaende", "parts": [{"01017012345": "x"}]}"#) == "DecodingError.typeMismatch (Int) at /parts/0/…")
        #expect(
            decoding(#"{"kind": "inngaaende", "parts": [{"a/Ola Nordmann": "x"}]}"#) == "DecodingError.typeMismatch (Int) at /parts/0/…")
    }

    @Test func `an encoding error tells the type of the value, not the value`() {
        let error = EncodingError.invalidValue(secret, .init(codingPath: [], debugDescription: secret))
        #expect(LogReason.text(of: error) == "EncodingError.invalidValue (String)")
    }

    @Test func `a rejection tells codes and places`() {
        let rejection = Rejection(
            .ugyldigforespoersel,
            [
                Fault(pointer: "/data/mappe", code: "unknown_value", message: "«\(secret)» is not one of a, b"),
                Fault(pointer: "", code: "empty", message: secret),
            ])
        #expect(LogReason.text(of: rejection) == "unknown_value at /data/mappe, empty")
    }

    @Test func `an error that says nothing of itself tells type and case`() {
        #expect(LogReason.text(of: Plain(text: secret)).hasSuffix("LogReasonTests.Plain"))
        #expect(LogReason.text(of: Cases.alone).hasSuffix("Cases.alone"))
        #expect(LogReason.text(of: Cases.with(secret)).hasSuffix("Cases.with"))
        #expect(LogReason.text(of: Cases.named(text: secret)).hasSuffix("Cases.named"))
        #expect(LogReason.text(of: CancellationError()).contains("CancellationError"))
    }

    @Test func `an error of the system tells its domain and number, not its words`() {
        let error = NSError(domain: "no.sak", code: 7, userInfo: [NSLocalizedDescriptionKey: secret])
        let text = LogReason.text(of: error)
        #expect(text.contains("no.sak 7") && !text.contains("Nordmann"), "\(text)")
        let file = #expect(throws: (any Error).self) { try Data(contentsOf: URL(filePath: "/none/\(secret)")) }
        #expect(file.map { !LogReason.text(of: $0).contains("Nordmann") } == true)
    }

    @Test(arguments: [
        ("log_unavailable: no answer from broker-1:9092", "log_unavailable: no answer from broker-1:9092"),
        ("«Ola «den» yngre» is no code", "«…» is no code"), ("fts5: syntax error near \"Ola\"", "fts5: syntax error near \"…\""),
        ("the value “Ola” and `Ola` here", "the value “…” and `…` here"), ("begun «Ola and never ended", "begun «…"), ("", ""),
    ])
    func `an error's own words are kept without what they quote`(words: String, told: String) {
        #expect(LogReason.text(of: Spoken(description: words)) == told)
    }

    @Test func `it is never longer than a line should be`() {
        #expect(LogReason.text(of: Spoken(description: String(repeating: "x", count: 5_000))).count == LogReason.limitCharacters + 1)
    }
}
