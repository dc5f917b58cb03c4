import Domain
import Testing

struct LeveringTests {
    private let plan = Leveringsplan()
    private let start = Tidspunkt(milliseconds: 1_790_000_000_000)

    private func at(_ seconds: Int64) -> Tidspunkt { Tidspunkt(milliseconds: start.milliseconds + seconds * 1_000) }

    private func failed(
        _ nummer: Int, foerste: Int64 = 0, begynt: Int64 = 0, ferdig: Int64 = 0, svar: Leveringssvar = Leveringssvar(httpStatus: 500),
        tilfeldig: UInt64 = .max
    ) -> Leveringsmaal.Forsoek {
        .init(nummer: nummer, foerste: at(foerste), begynt: at(begynt), ferdig: at(ferdig), svar: svar, tilfeldig: tilfeldig)
    }

    @Test func `the bound of the wait doubles with each failure up to the longest, and jitter draws from nothing to the bound`() {
        let bounds = (1...14).map { plan.vent(etterForsoek: $0, tilfeldig: .max) }
        #expect(Array(bounds.prefix(4)) == [10_000, 20_000, 40_000, 80_000])
        #expect(zip(bounds, bounds.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(bounds.last == plan.lengsteVentMillisekunder)
        #expect(plan.vent(etterForsoek: 10_000, tilfeldig: .max) == plan.lengsteVentMillisekunder)
        #expect(plan.vent(etterForsoek: 5, tilfeldig: 0) == plan.kortesteVentMillisekunder)
        #expect(plan.vent(etterForsoek: 5, tilfeldig: .max / 2) == 80_000)
        #expect(plan.vent(etterForsoek: 0, tilfeldig: .max) == 10_000)
    }

    @Test func `an answer of 2xx is delivered, a redirect never, 410 means gone`() {
        #expect([200, 202, 204, 299].allSatisfy { Leveringssvar(httpStatus: $0).erLevert })
        #expect([301, 302, 307, 308, 304].allSatisfy { Leveringssvar(httpStatus: $0).feil == "redirect" })
        #expect(Leveringssvar(httpStatus: 410).erBorte)
        #expect([400, 404, 429, 500, 503].allSatisfy { Leveringssvar(httpStatus: $0).feil == "http_status" })
    }

    @Test func `a success forgets the failures before it`() {
        var maal = Leveringsmaal()
        for number in 1...7 {
            maal = maal.etter(failed(number, begynt: Int64(number) * 100, ferdig: Int64(number) * 100 + 1), plan: plan).maal
        }
        #expect(maal.feilPaaRad == 7)
        #expect(maal.pauseTil != nil)
        let (after, vedtak) = maal.etter(failed(8, begynt: 900, ferdig: 901, svar: Leveringssvar(httpStatus: 204)), plan: plan)
        #expect(vedtak == .levert)
        #expect(after.feilPaaRad == 0)
        #expect(after.feilerSiden == nil)
        #expect(after.pauseTil == nil)
        #expect(after.sistLevert == at(901))
    }

    @Test func `attempts that were under way together count as one failure in a row`() {
        var maal = Leveringsmaal()
        for _ in 0..<8 { maal = maal.etter(failed(1, begynt: 10, ferdig: 30), plan: plan).maal }
        #expect(maal.feilPaaRad == 1)
        #expect(maal.feilerSiden == at(30))
    }

    @Test func `Retry-After puts the whole target to rest, but no longer than the plan allows`() {
        let asked = Leveringssvar(httpStatus: 503, hvileTil: at(3_600))
        let (maal, vedtak) = Leveringsmaal().etter(failed(1, svar: asked), plan: plan)
        #expect(maal.pauseTil == at(3_600))
        #expect(vedtak == .nyttForsoek(at(3_600)))
        let tooLong = Leveringssvar(httpStatus: 429, hvileTil: at(30 * 86_400))
        let bounded = Leveringsmaal().etter(failed(1, svar: tooLong), plan: plan)
        #expect(bounded.maal.pauseTil == at(86_400))
        #expect(bounded.vedtak == .nyttForsoek(at(86_400)))
    }

    @Test func `410 disables at once`() {
        let (_, vedtak) = Leveringsmaal().etter(failed(1, svar: Leveringssvar(httpStatus: 410)), plan: plan)
        #expect(vedtak == .deaktiver(.borte))
    }

    @Test func `at the end of the plan a silent target is disabled, and one that takes everything else loses only this one`() {
        let end = plan.varighetMillisekunder / 1_000
        var silent = Leveringsmaal()
        silent.sistLevert = at(-10)
        #expect(silent.etter(failed(20, begynt: end - 1, ferdig: end - 1), plan: plan).vedtak != .deaktiver(.langvarigFeil))
        #expect(silent.etter(failed(20, begynt: end, ferdig: end), plan: plan).vedtak == .deaktiver(.langvarigFeil))
        var alive = Leveringsmaal()
        alive.sistLevert = at(end - 100)
        #expect(alive.etter(failed(20, begynt: end, ferdig: end), plan: plan).vedtak == .oppgitt)
    }

    @Test func `the whole plan is lived through in days, never twice at one moment, always forwards`() {
        var (maal, now, attempts) = (Leveringsmaal(), Int64(0), 0)
        var random: UInt64 = 88_172_645_463_325_252
        while true {
            attempts += 1
            random ^= random << 13
            random ^= random >> 7
            random ^= random << 17
            let result = maal.etter(failed(attempts, begynt: now, ferdig: now + 1, tilfeldig: random), plan: plan)
            maal = result.maal
            guard case .nyttForsoek(let next) = result.vedtak else {
                #expect(result.vedtak == .deaktiver(.langvarigFeil))
                break
            }
            #expect(next > at(now))
            now = (next.milliseconds - start.milliseconds) / 1_000 + 1
        }
        #expect((10...300).contains(attempts))
        #expect(now >= plan.varighetMillisekunder / 1_000)
    }

    @Test func `new keys have an overlap within limits, and only so many sign at a time`() {
        #expect(Noekkelbytte.faults(overlappSekunder: 0, gyldige: 3).isEmpty)
        #expect(Noekkelbytte.faults(overlappSekunder: 3_600, gyldige: 2).isEmpty)
        #expect(Noekkelbytte.faults(overlappSekunder: 3_600, gyldige: 3).map(\.code) == ["too_many_keys"])
        #expect(Noekkelbytte.faults(overlappSekunder: -1, gyldige: 1).map(\.pointer) == ["/overlappSekunder"])
        #expect(Noekkelbytte.faults(overlappSekunder: 30 * 86_400, gyldige: 1).map(\.code) == ["invalid_value"])
    }
}
