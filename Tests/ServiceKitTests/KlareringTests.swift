import Crypto
import Domain
import Testing

@testable import ServiceKit

struct KlareringTests {
    private let dag = Dato(daysSinceEpoch: 20_000)
    private let skjermet = Tilgang(restriksjoner: [.init("UO")], personer: ["ola"])

    private func principal(_ role: Role, _ klarering: Klarering? = nil, gradering: Set<String> = []) -> Principal {
        Principal(
            identity: "kari", role: role, kommuner: .all, partner: role == .partner ? "byggsak" : nil, klarering: klarering,
            gradering: gradering)
    }

    private func sees(_ principal: Principal, _ tilgang: Tilgang?) -> Visning { principal.leser.visning(av: tilgang, dag) }

    @Test func `a reader is who the token says: identity, role, partner, clearances in order`() {
        let kari = principal(.saksbehandler, .bare(["UO", "13"]), gradering: ["F", "B"]).leser
        #expect(kari == Leser(identitet: "kari", rolle: "saksbehandler", klarering: ["13", "UO"], gradering: ["B", "F"]))
        let partner = principal(.partner).leser
        #expect(partner == Leser(identitet: "kari", rolle: "partner", partner: "byggsak", klarering: []))
        #expect(principal(.operator).leser.erDrift && !kari.erDrift && !partner.erDrift)
    }

    @Test func `without a word on it an archivist is cleared for every restriction, everybody else for none, and nobody for a grading`() {
        for role in Role.allCases {
            let leser = principal(role).leser
            #expect(leser.klarering == (role == .arkivar ? nil : []), "\(role)")
            #expect(leser.gradering == nil, "\(role)")
        }
    }

    @Test func `what nothing protects may be read by everybody who may act for the municipality, but not by the operator`() {
        for role in Role.allCases { #expect(sees(principal(role), nil) == (role == .operator ? .ingenting : .hel), "\(role)") }
    }

    @Test func `screened content is for those cleared for it, and for those it belongs to`() {
        #expect(sees(principal(.arkivar), skjermet) == .hel)
        #expect(sees(principal(.saksbehandler), skjermet) == .skjermet)
        #expect(sees(principal(.saksbehandler, .bare(["UO"])), skjermet) == .hel)
        #expect(sees(principal(.saksbehandler, .bare(["P"])), skjermet) == .skjermet)
        let hers = Tilgang(restriksjoner: [.init("UO")], personer: ["kari"])
        #expect(sees(principal(.saksbehandler), hers) == .hel)
        #expect(sees(principal(.partner), hers) == .skjermet, "a partner's token is no person")
        #expect(sees(principal(.partner), Tilgang(restriksjoner: [.init("UO")], partner: "byggsak")) == .hel)
        #expect(sees(principal(.partner), Tilgang(restriksjoner: [.init("UO")], partner: "skole")) == .skjermet)
    }

    @Test func `a grading needs its own clearance, also of archivists and of those the object belongs to`() {
        let gradert = Tilgang(grader: ["B"], personer: ["kari"])
        #expect(sees(principal(.arkivar), gradert) == .bareAtDetFinnes)
        #expect(sees(principal(.saksbehandler, .alle), gradert) == .bareAtDetFinnes)
        #expect(sees(principal(.arkivar, gradering: ["B"]), gradert) == .hel)
        #expect(sees(principal(.arkivar, gradering: ["F"]), gradert) == .bareAtDetFinnes, "another scheme")
        #expect(sees(principal(.arkivar, gradering: ["K"]), gradert) == .hel, "a stricter grading of the same scheme")
    }

    @Test func `the operator never sees screened content`() {
        let operatoren = principal(.operator, .alle, gradering: ["SH", "SF"])
        #expect(sees(operatoren, skjermet) == .ingenting)
        #expect(sees(operatoren, Tilgang(restriksjoner: [.init("UO")], personer: ["kari"])) == .ingenting)
    }

    private func file(_ name: String, _ more: String, role: String = "saksbehandler") -> String {
        #"{"identity": "\#(name)", "role": "\#(role)", "sha256": "\#(SHA256.hex("token of \(name)"))", "kommuner": "alle"\#(more)}"#
    }

    private func parse(_ tokens: [String]) throws -> Credentials {
        try Credentials.parse(Array(#"{"tokens": [\#(tokens.joined(separator: ","))]}"#.utf8))
    }

    @Test func `the tokens file says who is cleared for what`() throws {
        let credentials = try parse([
            file("kari", #", "klarering": ["UO", "P"]"#), file("ola", #", "klarering": "alle", "gradering": ["B", "SF"]"#),
            file("eva", "", role: "arkivar"), file("per", #", "gradering": []"#),
        ])
        #expect(credentials.principal(of: "token of kari")?.klarering == .bare(["UO", "P"]))
        #expect(credentials.principal(of: "token of kari")?.gradering.isEmpty == true)
        #expect(credentials.principal(of: "token of ola")?.klarering == .alle)
        #expect(credentials.principal(of: "token of ola")?.gradering == ["B", "SF"])
        #expect(credentials.principal(of: "token of eva")?.klarering == .alle)
        #expect(credentials.principal(of: "token of eva")?.gradering.isEmpty == true)
        #expect(credentials.principal(of: "token of per")?.leser.gradering == nil)
    }

    @Test func `a clearance of another form is a fault with its place`() {
        let rejection = #expect(throws: Rejection.self) { try parse([file("kari", #", "klarering": 7"#)]) }
        #expect(rejection?.faults.map(\.pointer) == ["/tokens/0/klarering"])
    }

    @Test(arguments: [#""alle""#, "7", "true", #"{"B": true}"#])
    func `a grading that is no list is a fault with its place: nobody is cleared for all of them by one word`(form: String) {
        let rejection = #expect(throws: Rejection.self) { try parse([file("kari", ""), file("ola", ", \"gradering\": \(form)")]) }
        #expect(rejection?.faults.map(\.pointer) == ["/tokens/1/gradering"])
    }

    @Test func `a grading that there is not is a fault that names the ones there are, and every fault is told`() {
        let rejection = #expect(throws: Rejection.self) {
            try parse([file("kari", #", "gradering": ["B", "b", "Begrenset"], "klarering": 7"#)])
        }
        let faults = rejection?.faults ?? []
        #expect(Set(faults.map(\.pointer)) == ["/tokens/0/gradering/1", "/tokens/0/gradering/2", "/tokens/0/klarering"])
        let unknown = faults.filter { $0.code == "unknown_code" }
        #expect(unknown.count == 2 && unknown.allSatisfy { $0.message.contains("SH, H, K, B, SF, F") })
    }

    @Test func `a grading that is no text is a fault with its place`() {
        let rejection = #expect(throws: Rejection.self) { try parse([file("kari", #", "gradering": ["B", 7]"#)]) }
        #expect(rejection?.faults.isEmpty == false)
        #expect(rejection?.faults.allSatisfy { $0.pointer.hasPrefix("/tokens/0/gradering") } == true)
    }
}
