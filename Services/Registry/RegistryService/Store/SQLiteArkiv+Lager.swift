import Domain
import SQLite

extension SQLiteArkiv: Arkivlager {
    func sett(_ kommune: Kommune) {
        write {
            try database.run("INSERT OR REPLACE INTO kommune (id, innhold) VALUES (1, ?)", .text(try StoredObject.text(kommune)))
            try changedOppsett()
        }
    }
    func leggInn(_ enhet: AdministrativEnhet) {
        write {
            try database.run("INSERT INTO administrativEnhet (innhold) VALUES (?)", .text(try StoredObject.text(enhet)))
            try changedOppsett()
        }
    }
    func leggInn(_ regel: Regel) {
        write {
            try database.run(
                "INSERT OR REPLACE INTO regel (navn, innhold) VALUES (?, ?)", .text(regel.navn), .text(try StoredObject.text(regel)))
            try changedOppsett()
        }
    }
    func leggInn(_ kodeliste: Kodeliste) {
        write {
            try database.run(
                "INSERT OR REPLACE INTO kodeliste (navn, innhold) VALUES (?, ?)", .text(kodeliste.navn.rawValue),
                .text(try StoredObject.text(kodeliste)))
            try changedOppsett()
        }
    }
    func endre(kodeliste: Kodelistenavn, _ change: (inout Kodeliste) -> Void) {
        guard var liste = self.kodeliste(kodeliste) else { return }
        change(&liste)
        leggInn(liste)
    }

    func leggInn(_ arkiv: Arkiv) {
        write {
            try database.run(
                "INSERT INTO arkiv (systemID, innhold) VALUES (?, ?)", .text(arkiv.systemID.rawValue), .text(try StoredObject.text(arkiv)))
            try changedOppsett()
        }
    }
    func leggInn(_ arkivdel: Arkivdel) {
        write {
            try database.run(
                "INSERT INTO arkivdel (systemID, innhold) VALUES (?, ?)", .text(arkivdel.systemID.rawValue),
                .text(try StoredObject.text(arkivdel)))
            try changedOppsett()
        }
    }
    func endre(arkivdel: SystemID, _ change: (inout Arkivdel) -> Void) {
        guard var del = self.arkivdel(arkivdel) else { return }
        change(&del)
        write {
            try database.run(
                "UPDATE arkivdel SET innhold = ? WHERE systemID = ?", .text(try StoredObject.text(del)), .text(arkivdel.rawValue))
            try changedOppsett()
        }
    }
    func leggInn(_ system: Klassifikasjonssystem) {
        write {
            try database.run(
                "INSERT INTO klassifikasjonssystem (systemID, innhold) VALUES (?, ?)", .text(system.systemID.rawValue),
                .text(try StoredObject.text(system)))
            try changedOppsett()
        }
    }
    func leggInn(_ klasse: Klasse) {
        write {
            try database.run(
                "INSERT INTO klasse (systemID, klassifikasjonssystem, klasseID, innhold) VALUES (?, ?, ?, ?)",
                .text(klasse.systemID.rawValue), .text(klasse.referanseKlassifikasjonssystem.rawValue), .text(klasse.klasseID),
                .text(try StoredObject.text(klasse)))
            if let parent = klasse.referanseOverordnetKlasse { try fyll(klasse: parent, .klasser) }
        }
    }
    func endre(klasse: SystemID, _ change: (inout Klasse) -> Void) {
        guard var found = self.klasse(klasse) else { return }
        change(&found)
        write {
            try database.run(
                "UPDATE klasse SET innhold = ? WHERE systemID = ?", .text(try StoredObject.text(found)), .text(klasse.rawValue))
        }
    }

    func merk(klasse: SystemID, inneholder: Klasseinnhold) { write { try fyll(klasse: klasse, inneholder) } }

    func leggInn(_ variant: Mappevariant) {
        let mappe = variant.mappe
        var sak: (aar: Int, nummer: Int)?
        if case .saksmappe(let saksmappe) = variant { sak = (saksmappe.saksaar, saksmappe.sakssekvensnummer) }
        write {
            try database.run(
                """
                INSERT INTO mappe (systemID, slag, mappeID, saksaar, sakssekvensnummer, arkivdel, erAapen, fagsystem, noekkel, innhold, liste, partner)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, .text(mappe.systemID.rawValue), .text(variant.kort.slag.rawValue), .text(mappe.mappeID), SQLValue(sak?.aar),
                SQLValue(sak?.nummer), .text(mappe.referanseArkivdel.rawValue), .integer(mappe.avsluttetDato == nil ? 1 : 0),
                SQLValue(mappe.referanseEksternNoekkel?.fagsystem), SQLValue(mappe.referanseEksternNoekkel?.noekkel),
                .text(try text { try StoredObject.text(variant) }), SQLValue(try StoredObject.liste(variant)),
                SQLValue(mappe.innsendtAv))
            if let parent = mappe.referanseForeldermappe { try fyll(mappe: parent, .mapper) }
            if let klasse = mappe.referanseKlasse { try fyll(klasse: klasse, .mapper) }
            if let (serie, nummer) = variant.nummer { try take(nummer, serie) }
            try SearchIndex(database).put(variant)
        }
    }
    func endre(mappe: SystemID, _ change: (inout Mappevariant) -> Void) {
        guard var variant = mappevariant(mappe) else { return }
        change(&variant)
        write {
            try database.run(
                "UPDATE mappe SET arkivdel = ?, erAapen = ?, innhold = ?, liste = ? WHERE systemID = ?",
                .text(variant.mappe.referanseArkivdel.rawValue), .integer(variant.mappe.avsluttetDato == nil ? 1 : 0),
                .text(try StoredObject.text(variant)), SQLValue(try StoredObject.liste(variant)), .text(mappe.rawValue))
        }
    }

    func leggInn(_ variant: Registreringsvariant) {
        let registrering = variant.registrering
        var post: Journalpost?
        if case .journalpost(let journalpost) = variant { post = journalpost }
        write {
            try database.run(
                """
                INSERT INTO registrering (systemID, slag, mappe, registreringsID, journalaar, journalsekvensnummer, journalpostnummer,
                    journaldato, fagsystem, noekkel, innhold, liste, partner) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, .text(registrering.systemID.rawValue), .text(variant.kort.slag.rawValue),
                SQLValue(registrering.referanseMappe?.rawValue), SQLValue(registrering.registreringsID), SQLValue(post?.journalaar),
                SQLValue(post?.journalsekvensnummer), SQLValue(post?.journalpostnummer), SQLValue(post?.journaldato?.description),
                SQLValue(registrering.referanseEksternNoekkel?.fagsystem), SQLValue(registrering.referanseEksternNoekkel?.noekkel),
                .text(try text { try StoredObject.text(variant) }), SQLValue(try StoredObject.liste(variant)),
                SQLValue(registrering.innsendtAv))
            for dokument in registrering.dokumentbeskrivelse { try leggInn(dokument, i: registrering.systemID) }
            if let mappe = registrering.referanseMappe {
                try fyll(mappe: mappe, .registreringer)
            } else if let klasse = registrering.referanseKlasse {
                try fyll(klasse: klasse, .registreringer)
            }
            for (serie, nummer) in variant.numre { try take(nummer, serie) }
            try SearchIndex(database).put(variant)
        }
    }
    func endre(registrering: SystemID, _ change: (inout Registreringsvariant) -> Void) {
        guard var variant = registreringsvariant(registrering) else { return }
        change(&variant)
        var journaldato: String?
        if case .journalpost(let post) = variant { journaldato = post.journaldato?.description }
        write {
            try database.run(
                "UPDATE registrering SET journaldato = ?, innhold = ?, liste = ? WHERE systemID = ?", SQLValue(journaldato),
                .text(try StoredObject.text(variant)), SQLValue(try StoredObject.liste(variant)), .text(registrering.rawValue))
        }
    }
    func registrering(medDokument dokumentbeskrivelse: SystemID) -> SystemID? {
        systemID("SELECT registrering FROM dokumentbeskrivelse WHERE systemID = ?", [.text(dokumentbeskrivelse.rawValue)])
    }

    private func leggInn(_ dokument: Dokumentbeskrivelse, i registrering: SystemID) throws {
        try database.run(
            "INSERT INTO dokumentbeskrivelse (systemID, registrering, dokumentnummer, fagsystem, noekkel) VALUES (?, ?, ?, ?, ?)",
            .text(dokument.systemID.rawValue), .text(registrering.rawValue), .integer(Int64(dokument.dokumentnummer)),
            SQLValue(dokument.referanseEksternNoekkel?.fagsystem), SQLValue(dokument.referanseEksternNoekkel?.noekkel))
    }
    private func fyll(klasse: SystemID, _ innhold: Klasseinnhold) throws {
        try database.run(
            "UPDATE klasse SET inneholder = ?1 WHERE systemID = ?2 AND inneholder IS NOT ?1", .text(innhold.rawValue),
            .text(klasse.rawValue))
    }
    private func fyll(mappe: SystemID, _ innhold: Mappeinnhold) throws {
        try database.run(
            "UPDATE mappe SET inneholder = ?1 WHERE systemID = ?2 AND inneholder IS NOT ?1", .text(innhold.rawValue), .text(mappe.rawValue))
    }
    private func take(_ number: Int, _ serie: Nummerserie) throws {
        try database.run(
            """
            INSERT INTO nummerserie (serie, siste) VALUES (?, ?)
            ON CONFLICT (serie) DO UPDATE SET siste = max(siste, excluded.siste)
            """, .text(serie.text), .integer(Int64(number)))
    }
}
