import Contracts
import Domain
import SQLite
import ShardRuntime

/// A row of `enhet` as it is read for a picture.
struct Enhetsrad: Sendable {
    let nummer: Int
    let enhet: Kassasjonsenhet
    let gruppe: Int
    let forelder: Int?
    let innhold: String
    let utfall: Lagretutfall?

    /// The columns, in the order `init` reads them.
    static let columns =
        "e.id, e.systemID, e.slag, e.gruppe, e.forelder, e.innhold, e.tilstand, e.vedtak, e.dato, e.kildeslag, e.kilde, e.vedtatt"

    init(_ row: borrowing Row) throws {
        guard let id = SystemID(row.text(1)), let slag = Kassasjonsenhet.Slag(rawValue: row.text(2)) else {
            throw Kassasjonslager.Missing(description: "the row \(row.int(0)) names no object")
        }
        (nummer, enhet) = (row.int(0), Kassasjonsenhet(slag, id))
        (gruppe, forelder, innhold) = (row.int(3), row.optionalInt(4), row.text(5))
        utfall = row.optionalText(6).map { tilstand in
            Lagretutfall(
                tilstand: tilstand, vedtak: row.optionalText(7), dato: row.optionalText(8), kildeslag: row.optionalText(9),
                kilde: row.optionalInt(10), vedtatt: row.optionalInt(11))
        }
    }
}

/// Makes pictures of objects. What many of them share (mappe, class, arkivdel, decision) is read once.
final class Bildebygger {
    /// What the objects of one mappe have in common.
    private struct Gruppe {
        var mappe: Kassasjonsmappe?
        var arkivdel: Kassasjonsarkivdel?
        var klasse: Kassasjonsklasse?
        var sperrer: [Kassasjonssperre] = []
        var medPart: [SystemID: [Int]] = [:]
        var grupper: [Int] = []
    }

    private struct Kilde: Hashable {
        let slag: String
        let nummer: Int
    }

    private let lager: Kassasjonslager
    private let sperrer: Sperrebilde
    private let tilganger: Tilgangslager
    private var grupper: [Int: Gruppe] = [:]
    private var vedtak: [Kilde: Kassasjonsvedtak?] = [:]
    private var registreringer: [Int: Kassasjonsregistrering?] = [:]

    init(_ lager: Kassasjonslager) throws {
        self.lager = lager
        tilganger = Tilgangslager(lager.database)
        sperrer = try Sperrebilde(lager)
    }

    /// The picture of a row.
    func bilde(_ rad: Enhetsrad) throws -> Kassasjonsbilde {
        let gruppe = try gruppe(rad.gruppe)
        var bilde = Kassasjonsbilde(nummer: rad.nummer, enhet: rad.enhet)
        (bilde.mappe, bilde.arkivdel, bilde.klasse) = (gruppe.mappe, gruppe.arkivdel, gruppe.klasse)
        (bilde.sperrer, bilde.medPart, bilde.grupper) = (gruppe.sperrer, gruppe.medPart, gruppe.grupper)
        switch rad.enhet.slag {
        case .registrering: bilde.registrering = try JSONBytes.decode(rad.innhold)
        case .dokumentbeskrivelse:
            bilde.registrering = try rad.forelder.flatMap { try registrering($0) }
            bilde.dokument = try JSONBytes.decode(rad.innhold)
        case .mappe, .arkivdel, .klasse: break
        }
        if rad.enhet.slag == .dokumentbeskrivelse, let registrering = bilde.registrering {
            bilde.vern = try tilganger.vern(dokument: rad.enhet.systemID, i: registrering.systemID)
        } else {
            bilde.vern = try tilganger.vern(rad.enhet.systemID)
        }
        bilde.utfall = rad.utfall
        if let slag = rad.utfall?.kildeslag, let nummer = rad.utfall?.kilde { bilde.vedtak = try vedtak(Kilde(slag: slag, nummer: nummer)) }
        return bilde
    }

    /// The holds on a class itself.
    func sperrer(klasse: SystemID) throws -> [Kassasjonssperre] { try sperrer.klasse(klasse) }

    private func gruppe(_ nummer: Int) throws -> Gruppe {
        if let known = grupper[nummer] { return known }
        var gruppe = Gruppe()
        switch try lager.gruppe(nummer).hode {
        case .mappe(let mappe):
            gruppe.mappe = mappe
            gruppe.arkivdel = try lager.arkivdel(mappe.arkivdel)
            gruppe.klasse = try lager.gjeldendeKlasse(nummer).flatMap { try lager.klasse($0) }
            // A hold on what lies around it holds it too.
            for (number, outer) in try lager.mappeOgDemRundt(mappe) {
                gruppe.sperrer += sperrer.mappe(outer.systemID)
                try parter(number, &gruppe)
            }
        case .registrering(let registrering):
            gruppe.arkivdel = try registrering.arkivdel.flatMap { try lager.arkivdel($0) }
            gruppe.klasse = try registrering.klasse.flatMap { try lager.klasse($0) }
            try parter(nummer, &gruppe)
        }
        if let klasse = gruppe.klasse { gruppe.sperrer += try sperrer.klasse(klasse.systemID) }
        gruppe.sperrer = Sperrebilde.hverEnGang(gruppe.sperrer)
        grupper[nummer] = gruppe
        return gruppe
    }

    /// The holds on parties in one of them.
    private func parter(_ nummer: Int, _ gruppe: inout Gruppe) throws {
        guard sperrer.harParter else { return }
        gruppe.grupper.append(nummer)
        for sperre in try sperrer.parter(gruppe: nummer) {
            gruppe.sperrer.append(sperre)
            gruppe.medPart[sperre.systemID, default: []].append(nummer)
        }
    }

    private func registrering(_ nummer: Int) throws -> Kassasjonsregistrering? {
        if let known = registreringer[nummer] { return known }
        let found = try lager.registrering(nummer: nummer)
        registreringer[nummer] = .some(found)
        return found
    }

    private func vedtak(_ kilde: Kilde) throws -> Kassasjonsvedtak? {
        if let known = vedtak[kilde] { return known }
        let found = try lager.vedtak(slag: kilde.slag, nummer: kilde.nummer)
        vedtak[kilde] = .some(found)
        return found
    }
}
