import Contracts
import Domain
import SQLite

/// What the facts change.
extension Leveringslager {
    /// Something is sent to a subscription from now on.
    func opprett(_ abonnement: Abonnement, gittMed: Leser?) throws {
        guard abonnement.levering.type != .sse else { return }
        try database.run(
            "INSERT INTO levering (abonnement, slag, gittMed, maal) VALUES (?, ?, ?, ?)", .text(abonnement.systemID.rawValue),
            .text(abonnement.levering.type.rawValue), SQLValue(try gittMed.map { try JSONBytes.text($0) }),
            .text(try JSONBytes.text(Leveringsmaal())))
    }

    /// Nothing is sent to it any more, and nothing of it is kept.
    func slett(_ abonnement: SystemID) throws {
        for table in ["leveringslogg", "leveringskoe", "leveringsnoekkel", "epostbekreftelse", "levering"] {
            try database.run("DELETE FROM \(table) WHERE abonnement = ?", .text(abonnement.rawValue))
        }
    }

    /// A new target begins afresh: what waits is tried at once, and what comes of attempts that are under way says nothing about it.
    func nyttMaal(_ abonnement: SystemID, at now: Tidspunkt) throws {
        try sett(Leveringsmaal(), for: abonnement)
        try database.run(
            "UPDATE leveringskoe SET neste = ?2, forsoek = 0, foerste = NULL, runde = runde + 1 WHERE abonnement = ?1",
            .text(abonnement.rawValue),
            .integer(now.milliseconds))
    }

    /// How the target stands.
    func sett(_ maal: Leveringsmaal, for abonnement: SystemID) throws {
        try database.run(
            "UPDATE levering SET maal = ?2, pauseTil = ?3 WHERE abonnement = ?1", .text(abonnement.rawValue),
            .text(try JSONBytes.text(maal)), .integer(maal.pauseTil?.milliseconds ?? 0))
    }

    /// Who said where it is sent, with their rights then.
    func sett(gittMed: Leser, for abonnement: SystemID) throws {
        try database.run(
            "UPDATE levering SET gittMed = ?2 WHERE abonnement = ?1", .text(abonnement.rawValue), .text(try JSONBytes.text(gittMed)))
    }

    /// Disables or, with nil, enables.
    func sett(_ deaktivert: Deaktivert?, for abonnement: SystemID) throws {
        try database.run(
            "UPDATE levering SET tilstand = ?2, deaktivert = ?3 WHERE abonnement = ?1", .text(abonnement.rawValue),
            .text(deaktivert == nil ? "aktiv" : "deaktivert"), SQLValue(try deaktivert.map { try JSONBytes.text($0) }))
    }

    /// When the last letter was sent.
    func sendt(sammendrag: Tidspunkt, til abonnement: SystemID) throws {
        try database.run(
            "UPDATE levering SET sisteSammendrag = ?2 WHERE abonnement = ?1", .text(abonnement.rawValue), .integer(sammendrag.milliseconds))
    }

    /// A new pair of keys; the older ones sign until a moment, unless they end sooner.
    func leggTil(_ noekkel: Leveringsnoekkel, for abonnement: SystemID, eldreGjelderTil: Tidspunkt?) throws {
        let id = SQLValue.text(abonnement.rawValue)
        try database.run(
            "UPDATE leveringsnoekkel SET gjelderTil = min(coalesce(gjelderTil, ?2), ?2) WHERE abonnement = ?1", id,
            .integer(eldreGjelderTil?.milliseconds ?? 0))
        try database.run(
            """
            INSERT INTO leveringsnoekkel (abonnement, rekkefoelge, innhold)
            SELECT ?1, coalesce(max(rekkefoelge), 0) + 1, ?2 FROM leveringsnoekkel WHERE abonnement = ?1
            """, id, .text(try JSONBytes.text(noekkel)))
    }

    /// Puts a hendelse at the end of the queue.
    func leggIKoe(_ abonnement: SystemID, _ hendelse: Hendelse, at now: Tidspunkt) throws {
        let changed = try database.run(
            """
            INSERT INTO leveringskoe (abonnement, hendelse, sak, hode, neste, lagtInn)
            SELECT ?1, ?2, ?3, NOT EXISTS (SELECT 1 FROM leveringskoe WHERE abonnement = ?1 AND sak = ?3), ?4, ?4
            WHERE true ON CONFLICT DO NOTHING
            """, .text(abonnement.rawValue), .integer(hendelse.nummer), .text(Self.sak(hendelse)), .integer(now.milliseconds))
        try tell(abonnement, changed)
    }

    /// Puts hendelser into the queue once more, or lets those that wait begin anew. `ordne` must follow.
    func gjenta(_ abonnement: SystemID, _ hendelse: Hendelse, at now: Tidspunkt) throws {
        try database.run(
            """
            INSERT INTO leveringskoe (abonnement, hendelse, sak, hode, neste, lagtInn) VALUES (?1, ?2, ?3, 0, ?4, ?4)
            ON CONFLICT DO UPDATE SET forsoek = 0, foerste = NULL, neste = excluded.neste, runde = runde + 1
            """, .text(abonnement.rawValue), .integer(hendelse.nummer), .text(Self.sak(hendelse)), .integer(now.milliseconds))
    }

    /// Finds anew who is first of each case, and how many wait.
    func ordne(_ abonnement: SystemID) throws {
        let id = SQLValue.text(abonnement.rawValue)
        try database.run(
            """
            UPDATE leveringskoe SET hode = (hendelse = (
                SELECT min(k.hendelse) FROM leveringskoe k WHERE k.abonnement = leveringskoe.abonnement AND k.sak = leveringskoe.sak))
            WHERE abonnement = ?1
            """, id)
        try database.run(
            "UPDATE levering SET venter = (SELECT count(*) FROM leveringskoe WHERE abonnement = ?1) WHERE abonnement = ?1", id)
    }

    /// It is done with; the next of its case is the first now.
    func ferdig(_ abonnement: SystemID, _ hendelse: Int64) throws {
        guard let ventende = try ventende(abonnement, hendelse) else { return }
        let (id, sak) = (SQLValue.text(abonnement.rawValue), SQLValue.text(ventende.sak))
        let changed = try database.run("DELETE FROM leveringskoe WHERE abonnement = ? AND hendelse = ?", id, .integer(hendelse))
        try database.run(
            """
            UPDATE leveringskoe SET hode = 1 WHERE abonnement = ?1 AND hendelse = (
                SELECT hendelse FROM leveringskoe WHERE abonnement = ?1 AND sak = ?2 ORDER BY hendelse LIMIT 1)
            """, id, sak)
        try tell(abonnement, -changed)
    }

    /// It failed, and is tried again.
    func feilet(_ abonnement: SystemID, _ hendelse: Int64, forsoek: Int, foerste: Tidspunkt, neste: Tidspunkt?) throws {
        try database.run(
            """
            UPDATE leveringskoe SET forsoek = ?3, foerste = coalesce(foerste, ?4), neste = coalesce(?5, neste)
            WHERE abonnement = ?1 AND hendelse = ?2
            """, .text(abonnement.rawValue), .integer(hendelse), .integer(Int64(forsoek)), .integer(foerste.milliseconds),
            SQLValue(neste?.milliseconds))
    }

    /// Takes everything up to a number out of one queue.
    func toem(_ abonnement: SystemID, tilOgMed: Int64) throws {
        try database.run(
            "DELETE FROM leveringskoe WHERE abonnement = ? AND hendelse <= ?", .text(abonnement.rawValue), .integer(tilOgMed))
        try ordne(abonnement)
    }

    /// Takes what is no longer kept out of every queue.
    func fjern(tilOgMed: Int64) throws {
        let concerned = try database.query("SELECT abonnement FROM levering WHERE venter > 0") { $0.text(0) }.compactMap { SystemID($0) }
        for abonnement in concerned { try toem(abonnement, tilOgMed: tilOgMed) }
    }

    private func tell(_ abonnement: SystemID, _ change: Int) throws {
        guard change != 0 else { return }
        try database.run(
            "UPDATE levering SET venter = venter + ?2 WHERE abonnement = ?1", .text(abonnement.rawValue), .integer(Int64(change)))
    }

    /// What is kept in order: a case; a registrering outside one; else each hendelse by itself.
    private static func sak(_ hendelse: Hendelse) -> String {
        hendelse.saksmappe?.rawValue ?? hendelse.registrering?.rawValue ?? "#\(hendelse.nummer)"
    }
}
