import Testing

@testable import SakArkivCommand

struct NearestNameTests {
    private let commands = ["up", "publish", "receipts", "status", "quarantine", "verify"]

    @Test(arguments: [("publihs", "publish"), ("recipts", "receipts"), ("quar", "quarantine"), ("satus", "status")])
    func `a slip finds the name that was meant`(slip: String, meant: String) {
        #expect(NearestName.of(slip, among: commands) == meant)
    }

    @Test func `a word that is near nothing finds nothing`() {
        #expect(NearestName.of("banana", among: commands) == nil)
    }

    @Test func `neighbours that changed places count as one slip`() {
        #expect(NearestName.distance(Array("ab"), Array("ba")) == 1)
        #expect(NearestName.distance(Array("kitten"), Array("sitting")) == 3)
        #expect(NearestName.distance([], Array("abc")) == 3)
    }
}
