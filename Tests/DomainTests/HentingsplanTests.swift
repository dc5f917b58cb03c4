import Domain
import Testing

struct HentingsplanTests {
    private let plan = Hentingsplan(
        foersteVentMilliseconds: 1_000, lengsteVentMilliseconds: 60_000, varselEtterMilliseconds: 30_000, giOppEtterMilliseconds: 600_000,
        opplastingVentesMilliseconds: 120_000)
    private let start = Tidspunkt(milliseconds: 1_000_000)

    private func utfall(_ kode: Filfeil.Kode, _ attempt: Int, after: Int64, jitter: Double = 0) -> Hentingsplan.Utfall {
        plan.utfall(
            av: Filfeil(kode, "x"), antallForsoek: attempt, ventetSiden: start, now: Tidspunkt(milliseconds: start.milliseconds + after),
            jitter: jitter)
    }

    private func wait(_ attempt: Int, after: Int64 = 0, jitter: Double = 0) -> Int64? {
        utfall(.kildeNaasIkke, attempt, after: after, jitter: jitter).nesteForsoek.map { $0.milliseconds - start.milliseconds - after }
    }

    @Test func `what cannot help is not tried again, and told at once`() {
        let utfall = utfall(.annenSjekksum, 1, after: 0)
        #expect(utfall.nesteForsoek == nil)
        #expect(utfall.varsles)
        #expect(utfall.feil.erEndelig)
    }

    @Test func `waits double up to the longest, and never overflow`() {
        #expect((1...8).map { wait($0) } == [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
        #expect(wait(.max) == 60_000)
    }

    @Test func `jitter shortens a wait by at most a fifth`() {
        #expect(wait(4, jitter: 0.999_999) ?? 0 >= 6_400)
        #expect(wait(4, jitter: 0.5) == 7_200)
        #expect(wait(4, jitter: -1) == 8_000)
        #expect(wait(4, jitter: 7) == 6_400)
    }

    @Test func `a failure that may pass is told once it has lasted`() {
        #expect(!utfall(.kildeNaasIkke, 3, after: 29_999).varsles)
        #expect(utfall(.kildeNaasIkke, 3, after: 30_000).varsles)
        #expect(utfall(.kildeNaasIkke, 3, after: 30_000).nesteForsoek != nil)
    }

    @Test func `the last attempt is made when the time is over, and then it is given up under its own name`() {
        #expect(wait(20, after: 599_000) == 1_000)
        let utfall = utfall(.kildeNaasIkke, 21, after: 600_000)
        #expect(utfall.nesteForsoek == nil)
        #expect(utfall.feil.erEndelig)
        #expect(utfall.feil.kode == "source_unreachable")
    }

    @Test func `an upload has a time of its own, and its absence a name`() {
        #expect(utfall(.opplastingVentes, 2, after: 119_999).nesteForsoek != nil)
        #expect(utfall(.opplastingVentes, 2, after: 120_000).feil.kode == "upload_missing")
        #expect(utfall(.opplastingVentes, 2, after: 120_000).feil.erEndelig)
    }

    @Test func `every kind of failure has a name of its own`() {
        #expect(Set(Filfeil.Kode.allCases.map(\.rawValue)).count == Filfeil.Kode.allCases.count)
    }
}
