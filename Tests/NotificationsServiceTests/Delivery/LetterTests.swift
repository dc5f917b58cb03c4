import Domain
import Testing

@testable import NotificationsService

/// What an e-mail says, line by line, without a mail server.
struct LetterTests {
    private let proeve: Leveringsproeve
    private let kari = Leser(identitet: "kari", rolle: "saksbehandler", klarering: [])
    private let klarert = Leser(identitet: "kari", rolle: "saksbehandler", klarering: ["13", "UO"])

    init() throws {
        proeve = try Leveringsproeve()
        let levering = Levering(type: .epost, adresse: "kari@example.com", plan: Sammendragsplan(intervall: .straks), maalform: .bokmaal)
        let id = try proeve.subscribe(levering)
        let link = EmailLink(
            .confirm, kommune: proeve.kommune, abonnement: id, adresse: "kari@example.com", runde: 0, maalform: .bokmaal, expires: nil)
        try proeve.give(BekreftLevering.commandType, BekreftLevering(link))
    }

    /// A case of that title is made, protected so.
    private func sak(_ tittel: String?, offentlig: String? = nil, _ tilgang: Tilgang = Tilgang()) throws {
        let sak = proeve.nextID()
        try proeve.protect(sak, tilgang)
        try proeve.happens(in: sak) { ($0.tittel, $0.offentligTittel, $0.mappeID) = (tittel, offentlig, "2026/\($0.nummer)") }
    }

    /// The lines of the letter that is due, to somebody with these rights then and now.
    private func linjer(_ leser: Leser) throws -> [String] {
        proeve.advance(seconds: 3)
        let due = try Letter.due(proeve.kommune, in: proeve.database, now: proeve.now, limit: 10, domains: .reserved)
        let letter = try #require(due.first)
        let rett = Leveringsrett(eier: letter.abonnement.eier, gittMed: leser, naa: [leser])
        let said = letter.sammendrag(rett, proeve.now.norskDato, avmelding: "https://sakarkiv.example.no/x")
        return said?.linjer.map { "\($0.tekst) (\($0.sak ?? ""))" } ?? []
    }

    @Test func `a title that is hidden is not in the line, the one for the public is`() throws {
        try sak("Helt åpen")
        try sak("Per Hansen", offentlig: "Klage", Tilgang(deler: [.tittel]))
        try sak("Anne Berg", Tilgang(deler: [.tittel]))
        #expect(try linjer(kari) == ["Ny sak – Helt åpen (2026/1)", "Ny sak – Klage (2026/2)", "Ny sak (2026/3)"])
        #expect(try linjer(klarert) == ["Ny sak – Helt åpen (2026/1)", "Ny sak – Klage (2026/2)", "Ny sak – Anne Berg (2026/3)"])
    }

    @Test func `of what is screened or graded no letter says anything, whoever it is to`() throws {
        try sak("Per Hansen", offentlig: "Klage", Tilgang(restriksjoner: [.init("13")]))
        try sak("Anne Berg", Tilgang(grader: ["B"]))
        let cleared = Leser(identitet: "kari", rolle: "saksbehandler", klarering: nil, gradering: ["B"])
        for leser in [kari, klarert, cleared] { #expect(try linjer(leser).isEmpty) }
        try sak("Helt åpen", Tilgang(restriksjoner: [.init("13", opphoererDato: proeve.now.norskDato)]))
        #expect(try linjer(kari) == ["Ny sak – Helt åpen (2026/3)"], "its screening is over")
    }
}
