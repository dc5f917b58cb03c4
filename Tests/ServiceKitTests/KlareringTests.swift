import Crypto
import Domain
import Testing

@testable import ServiceKit

struct KlareringTests {
    private let skjermet = Skjerming(
        tilgangsrestriksjon: Kode(kode: "UO", kodenavn: "Unntatt offentlighet"), skjermingshjemmel: "Offl. § 13")

    private func principal(_ role: Role, _ klarering: Klarering? = nil) -> Principal {
        Principal(identity: "kari", role: role, kommuner: .all, partner: role == .partner ? "byggsak" : nil, klarering: klarering)
    }

    @Test func `what is not screened may be read by everybody who may act for the municipality`() {
        for role in Role.allCases { #expect(principal(role).mayRead(nil)) }
    }

    @Test func `screened content is for those cleared for it, and for those it belongs to`() {
        #expect(principal(.arkivar).mayRead(skjermet))
        #expect(!principal(.saksbehandler).mayRead(skjermet))
        #expect(principal(.saksbehandler, .bare(["UO"])).mayRead(skjermet))
        #expect(!principal(.saksbehandler, .bare(["P"])).mayRead(skjermet))
        #expect(principal(.saksbehandler).mayRead(skjermet, deltakere: ["kari"]))
        #expect(principal(.partner).mayRead(skjermet, deltakere: ["byggsak"]))
        #expect(!principal(.partner).mayRead(skjermet, deltakere: ["skole"]))
    }

    @Test func `the operator never sees screened content`() {
        #expect(!principal(.operator, .alle).mayRead(skjermet, deltakere: ["kari"]))
    }

    @Test func `the tokens file says who is cleared for what`() throws {
        let text = """
            {"tokens": [
              {"identity": "kari", "role": "saksbehandler", "sha256": "\(SHA256.hex("one"))", "kommuner": "alle", "klarering": ["UO", "P"]},
              {"identity": "ola", "role": "saksbehandler", "sha256": "\(SHA256.hex("two"))", "kommuner": "alle", "klarering": "alle"}
            ]}
            """
        let credentials = try Credentials.parse(Array(text.utf8))
        #expect(credentials.principal(of: "one")?.klarering == .bare(["UO", "P"]))
        #expect(credentials.principal(of: "two")?.klarering == .alle)
    }

    @Test func `a clearance of another form is a fault with its place`() {
        let text = """
            {"tokens": [
              {"identity": "kari", "role": "saksbehandler", "sha256": "\(SHA256.hex("one"))", "kommuner": "alle", "klarering": 7}
            ]}
            """
        let rejection = #expect(throws: Rejection.self) { try Credentials.parse(Array(text.utf8)) }
        #expect(rejection?.faults.map(\.pointer) == ["/tokens/0/klarering"])
    }
}
