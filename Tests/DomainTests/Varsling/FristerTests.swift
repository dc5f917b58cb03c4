import Domain
import Testing

@Suite struct FristerTests {
    private let frister = Frister(dagerFoer: [1, 7, 3, 7, -2])

    private func paaminnelse(_ igjen: Int, sist: Int? = nil) -> Int? {
        let idag = Dato(daysSinceEpoch: 20_000)
        return frister.paaminnelse(frist: idag.adding(dager: igjen), idag: idag, sist: sist)
    }

    @Test func `reminders are given at the days that are configured, and at the date`() {
        #expect(frister.dagerFoer == [7, 3, 1, 0] && frister.lengstFoer == 7)
        #expect(paaminnelse(8) == nil)
        #expect([7, 6, 4].map { paaminnelse($0) } == [7, 7, 7])
        #expect([3, 2].map { paaminnelse($0) } == [3, 3])
        #expect(paaminnelse(1) == 1)
        #expect([0, -1, -400].map { paaminnelse($0) } == [0, 0, 0])
    }

    @Test func `whatever days are looked at, each reminder is given at most once, in order, and the last always`() {
        for step in 1...12 {
            for start in 0..<step {
                var (given, sist): ([Int], Int?) = ([], nil)
                for igjen in stride(from: 20 - start, through: -20, by: -step) {
                    guard let dager = paaminnelse(igjen, sist: sist) else { continue }
                    given.append(dager)
                    sist = dager
                }
                #expect(
                    given == given.sorted(by: >) && Set(given).count == given.count && given.last == 0, "every \(step) days from \(start)")
            }
        }
    }
}
