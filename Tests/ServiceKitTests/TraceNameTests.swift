import Contracts
import Testing

@testable import ServiceKit

struct TraceNameTests {
    @Test(arguments: [
        ("0192-7f3a_b.c:d/e~1", "0192-7f3a_b.c:d/e~1"), ("/no/970540008/byggsak", "/no/970540008/byggsak"),
        ("kari.nordmann@example.no", "…"), ("Klage fra Kari", "…"), ("sak-19085830948", "sak-***********"),
        ("sak-01017012349", "sak-01017012349"), ("Bjørn", "…"),
        ("", ""), (String(repeating: "a", count: 501), "…"),
    ])
    func `a name that a sender chose is told where it is one`(text: String, told: String) {
        #expect(TraceName.shown(text) == .string(told))
    }
}
