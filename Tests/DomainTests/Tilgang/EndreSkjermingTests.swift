import Domain
import DomainTestSupport
import Testing

/// A screening that is set and lifted, and what becomes of the title for the public.
@Suite struct EndreSkjermingTests {
    private let utenKlarering = Leser(identitet: "ola", rolle: "saksbehandler", klarering: [])

    private func sak(_ offentligTittel: String? = nil) throws -> (arkiv: Arkivproeve, sak: SystemID) {
        var arkiv = Arkivproeve()
        var melding = Meldinger.sak()
        melding.mappe?.offentligTittel = offentligTittel
        guard case .kvittering(let kvittering) = try arkiv.send(melding).mappe else { throw Mangler() }
        return (arkiv, kvittering.systemID)
    }

    private struct Mangler: Error {}

    private func endre(_ sak: SystemID, _ restriksjon: String?, til dato: Dato? = nil, _ offentligTittel: String? = nil) -> EndreSkjerming {
        EndreSkjerming(
            arkivenhet: .mappe(sak),
            skjerming: restriksjon.map { .init(tilgangsrestriksjon: $0, skjermingshjemmel: "Offl.", skjermingOpphoererDato: dato) },
            offentligTittel: offentligTittel, begrunnelse: "Vurdert")
    }

    private func visning(_ arkiv: Arkivproeve, _ sak: SystemID) -> Visning {
        utenKlarering.visning(av: arkiv.tilstand.tilgang(sak), arkiv.circumstances.today)
    }

    @Test func `the title for the public that came with a screening goes with it`() throws {
        var (arkiv, sak) = try sak()
        try arkiv.utfoer(endre(sak, "13", "Byggesak *****"))
        #expect(visning(arkiv, sak) == .skjermet)
        try arkiv.utfoer(endre(sak, nil))
        #expect(visning(arkiv, sak) == .hel)
        #expect(arkiv.tilstand.mappevariant(sak)?.mappe.offentligTittel == nil)
    }

    @Test func `one that stood there before the screening stays`() throws {
        var (arkiv, sak) = try sak("Byggesak *****")
        try arkiv.utfoer(endre(sak, "13"))
        try arkiv.utfoer(endre(sak, nil))
        #expect(visning(arkiv, sak) == .utenDeler([.tittel]))
        // Until the same text is given for both.
        let title = try #require(arkiv.tilstand.mappevariant(sak)?.mappe.tittel)
        try arkiv.utfoer(endre(sak, nil, title))
        #expect(visning(arkiv, sak) == .hel)
    }

    @Test func `a screening that would have ended, and an empty title for the public, are refused`() throws {
        let (arkiv, sak) = try sak()
        let today = arkiv.circumstances.today
        let tomorrow = Dato(daysSinceEpoch: today.daysSinceEpoch + 1)
        #expect(arkiv.feil(endre(sak, "13", til: today)).map(\.pointer) == ["/skjerming/skjermingOpphoererDato"])
        #expect(arkiv.feil(endre(sak, "13", til: tomorrow)).isEmpty)
        #expect(arkiv.feil(endre(sak, "13", " ")).map(\.pointer) == ["/offentligTittel"])
    }
}
