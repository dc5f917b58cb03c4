import Contracts
import Domain
import SQLite
import ShardRuntime

/// A municipality's retention store, in an open transaction: where retention's events leave their marks.
struct Kassasjonslager {
    let database: Database

    init(_ database: Database) { self.database = database }

    /// What protects each object.
    private var tilganger: Tilgangslager { Tilgangslager(database) }

    /// Whether a mappe or a registrering is graded, or something in it.
    func erGradert(_ hode: SystemID) throws -> Bool { try tilganger.erGradert(hode) }

    /// Something that must be there is not: the events do not belong to this store's history.
    struct Missing: Error, CustomStringConvertible {
        let description: String
    }

    /// Leaves an event's marks.
    func apply(_ event: any DomainEvent, at time: Tidspunkt) throws {
        switch event {
        case let event as TilgangFulgt: try tilganger.apply(event)
        case let event as KassasjonsarkivdelFulgt:
            try leggInn(event.arkivdel)
            try tilganger.keep(event.arkivdel.tidligereTilgang)
        case let event as KassasjonsklasseFulgt:
            try leggInn(event.klasse)
            try tilganger.keep(event.klasse.tidligereTilgang)
        case let event as KassasjonsmappeFulgt:
            try leggInn(event.mappe)
            try tilganger.keep(event.mappe.tidligereTilgang)
        case let event as KassasjonsregistreringFulgt:
            try leggInn(event.registrering)
            for ledd in event.registrering.tidligereTilgang { try tilganger.keep(ledd) }
        case let event as KassasjonsvedtakFulgt: try sett(event.vedtak, paa: event.enhet)
        case let event as MappeavslutningFulgt: try endre(mappe: event.mappe) { $0.avsluttetDato = event.avsluttetDato }
        case let event as MappeplasseringFulgt: try flytt(event)
        case let event as KassasjonBeregnet: try sett(event.utfall, for: event.enheter)
        case let event as KassasjonBortfalt: try sett(nil, for: event.enheter)
        case let event as OmberegningStartet: try start(event, at: time)
        case let event as OmberegningFortsatt: try fortsett(event, at: time)
        case let event as KassasjonssloeyfeOppdaget:
            try database.run(
                "INSERT INTO sloeyfe (oppdaget, innhold) VALUES (?, ?)", .text(time.description), .text(try JSONBytes.text(event.enheter)))
        case let event as KassasjonssperreSatt: try leggInn(event.sperre)
        case let event as KassasjonssperreOpphevet: try opphev(event)
        default: throw Missing(description: "«\(event.eventType)» is no event of retention's")
        }
    }

    private func leggInn(_ arkivdel: Kassasjonsarkivdel) throws {
        try database.run(
            "INSERT INTO arkivdel (systemID, innhold) VALUES (?, ?)", .text(arkivdel.systemID.rawValue), .text(try JSONBytes.text(arkivdel))
        )
    }

    private func leggInn(_ klasse: Kassasjonsklasse) throws {
        try database.run(
            "INSERT INTO klasse (systemID, overordnet, innhold) VALUES (?, ?, ?)", .text(klasse.systemID.rawValue),
            SQLValue(klasse.overordnetKlasse?.rawValue), .text(try JSONBytes.text(klasse)))
    }

    private func sett(_ vedtak: Kassasjonsvedtak?, paa enhet: Kassasjonsenhet) throws {
        switch enhet {
        case .arkivdel(let id):
            guard var arkivdel = try arkivdel(id) else { throw Missing(description: "no arkivdel \(id)") }
            arkivdel.vedtak = vedtak
            try database.run(
                "UPDATE arkivdel SET innhold = ? WHERE systemID = ?", .text(try JSONBytes.text(arkivdel)), .text(id.rawValue))
        case .klasse(let id):
            guard var klasse = try klasse(id) else { throw Missing(description: "no class \(id)") }
            klasse.vedtak = vedtak
            try database.run("UPDATE klasse SET innhold = ? WHERE systemID = ?", .text(try JSONBytes.text(klasse)), .text(id.rawValue))
        case .mappe(let id): try endre(mappe: id) { $0.vedtak = vedtak }
        case .registrering(let id):
            guard var registrering = try registrering(id) else { throw Missing(description: "no registrering \(id)") }
            registrering.vedtak = vedtak
            try skriv(try JSONBytes.text(registrering), saerskilt: Self.erSaerskilt(registrering), id)
        case .dokumentbeskrivelse(let id):
            guard var dokument = try dokument(id) else { throw Missing(description: "no document \(id)") }
            dokument.vedtak = vedtak
            try skriv(try JSONBytes.text(dokument), saerskilt: vedtak != nil, id)
        }
    }

    private func skriv(_ innhold: String, saerskilt: Bool, _ id: SystemID) throws {
        try database.run(
            "UPDATE enhet SET innhold = ?, saerskilt = ? WHERE systemID = ?", .text(innhold), .integer(saerskilt ? 1 : 0),
            .text(id.rawValue))
    }

    /// Writes the outcome of objects; nil: they have none.
    private func sett(_ utfall: Kassasjonsutfall?, for enheter: Kassasjonsenheter) throws {
        let kilde = try utfall?.kilde.map { (slag: $0.slag.rawValue, id: try nummer($0)) }
        for id in enheter.systemIDer {
            try database.run(
                "UPDATE enhet SET tilstand = ?, vedtak = ?, dato = ?, kildeslag = ?, kilde = ?, vedtatt = ? WHERE systemID = ?",
                SQLValue(utfall?.tilstand), SQLValue(utfall?.kassasjonsvedtak?.kode), SQLValue(utfall?.kassasjonsdato?.description),
                SQLValue(kilde?.slag), SQLValue(kilde?.id), SQLValue(utfall?.vedtattDato?.milliseconds), .text(id.rawValue))
        }
    }

    /// The number of an object in its table.
    func nummer(_ enhet: Kassasjonsenhet) throws -> Int? {
        let sql =
            switch enhet {
            case .arkivdel: "SELECT id FROM arkivdel WHERE systemID = ?"
            case .klasse: "SELECT id FROM klasse WHERE systemID = ?"
            case .mappe, .registrering, .dokumentbeskrivelse: "SELECT id FROM enhet WHERE systemID = ?"
            }
        return try database.first(sql, .text(enhet.systemID.rawValue)) { $0.int(0) }
    }

    private func start(_ event: OmberegningStartet, at time: Tidspunkt) throws {
        let omfang = try JSONBytes.text(event.omfang)
        // One that is under way for the same scope would do the same work: this one takes its place.
        try database.run(
            "UPDATE omberegning SET ferdig = ?, posisjon = NULL WHERE ferdig IS NULL AND omfang = ?", .text(time.description), .text(omfang)
        )
        try database.run(
            "INSERT INTO omberegning (systemID, omfang, posisjon, startet, vurdert, endret) VALUES (?, ?, ?, ?, 0, 0)",
            .text(event.omberegning.rawValue), .text(omfang), .text(try JSONBytes.text(event.posisjon)), .text(time.description))
    }

    private func fortsett(_ event: OmberegningFortsatt, at time: Tidspunkt) throws {
        try database.run(
            "UPDATE omberegning SET posisjon = ?, ferdig = ?, vurdert = vurdert + ?, endret = endret + ? WHERE systemID = ?",
            SQLValue(try event.posisjon.map { try JSONBytes.text($0) }), SQLValue(event.posisjon == nil ? time.description : nil),
            .integer(Int64(event.vurdert)), .integer(Int64(event.endret)), .text(event.omberegning.rawValue))
    }

    private func leggInn(_ sperre: Kassasjonssperre) throws {
        let (slag, noekkel) = Self.noekkel(sperre.gjelder)
        try database.run(
            "INSERT INTO sperre (systemID, slag, noekkel, staar, innhold) VALUES (?, ?, ?, 1, ?)", .text(sperre.systemID.rawValue),
            .text(slag), .text(noekkel), .text(try JSONBytes.text(sperre)))
    }

    private func opphev(_ event: KassasjonssperreOpphevet) throws {
        guard var sperre = try sperre(event.sperre) else { throw Missing(description: "no hold \(event.sperre)") }
        (sperre.opphevetDato, sperre.opphevetAv) = (event.opphevetDato, event.opphevetAv)
        sperre.opphevelsesgrunn = event.begrunnelse
        try database.run(
            "UPDATE sperre SET staar = 0, innhold = ? WHERE systemID = ?", .text(try JSONBytes.text(sperre)), .text(event.sperre.rawValue))
    }

    /// How a hold's object stands in the store.
    static func noekkel(_ gjenstand: Sperregjenstand) -> (slag: String, noekkel: String) {
        switch gjenstand {
        case .mappe(let id): ("mappe", id.rawValue)
        case .klasse(let id): ("klasse", id.rawValue)
        case .part(let key): ("part", noekkel(key))
        }
    }

    /// How a party's key stands in the store.
    static func noekkel(_ key: Partsnoekkel) -> String { "\(key.slag.rawValue):\(key.verdi)" }
}
