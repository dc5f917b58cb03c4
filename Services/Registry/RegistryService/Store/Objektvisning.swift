import Domain
import Glibc
import SQLite
import ShardRuntime

/// Shows stored objects to one reader, as the rule says; what nothing protects goes out as it is stored.
///
/// Lives as long as one answer, in one state of the store.
struct Objektvisning {
    /// How an object is asked for.
    enum Plass {
        /// By its own name.
        case objektet
        /// Among others: without national identity numbers, addresses and sources of files.
        case liste
    }

    /// A row as it is shown: `vern` is what protects the object, `harEgneDokumenter` whether something stands on a document of it.
    struct Rad {
        let systemID: String
        let slag: String
        let innhold: [UInt8]
        /// What lists show, where it differs from what is stored.
        let liste: [UInt8]?
        let vern: Int?
        /// The partner that sent it.
        let partner: String?
        let harEgneDokumenter: Bool
    }

    let visninger: Visninger

    init(_ leser: Leser, _ dag: Dato, _ database: Database) { visninger = Visninger(leser, dag, database) }

    private var leser: Leser { visninger.leser }

    /// A mappe as the reader sees it; nil where they may not know of it.
    func mappe(_ rad: Rad, _ plass: Plass) throws -> [UInt8]? {
        let visning = try visninger.visning(vern: rad.vern)
        if visning == .hel, let stored = try stored(rad, plass) { return StoredObject.typed(rad.slag, stored) }
        let shown = try StoredObject.mappe(slag: rad.slag, rad.innhold).medKlasser(ser(klasse:))
            .vist(visning, medKontaktopplysninger: medKontaktopplysninger(rad, plass))
        return try shown.map { StoredObject.typed(rad.slag, Array(try StoredObject.text($0).utf8)) }
    }

    /// A registrering as the reader sees it, each document by what protects it; nil where they may not know of it.
    func registrering(_ rad: Rad, _ plass: Plass) throws -> [UInt8]? {
        let visning = try visninger.visning(vern: rad.vern)
        let seesDocuments = leser.ser(dokumentSendtAv: rad.partner)
        if visning == .hel, seesDocuments, !rad.harEgneDokumenter, let stored = try stored(rad, plass) {
            return StoredObject.typed(rad.slag, stored)
        }
        var variant = try StoredObject.registrering(slag: rad.slag, rad.innhold).medKlasser(ser(klasse:))
        if leser.partner == nil || leser.partner != rad.partner { variant.skjulKilder() }
        let dokumenter = rad.harEgneDokumenter && seesDocuments ? try egneDokumenter(rad.systemID) : [:]
        let shown = variant.vist(visning, medKontaktopplysninger: medKontaktopplysninger(rad, plass)) { dokument in
            seesDocuments ? dokumenter[dokument.systemID.rawValue] ?? visning : .ingenting
        }
        return try shown.map { StoredObject.typed(rad.slag, Array(try StoredObject.text($0).utf8)) }
    }

    /// What is stored, where all of it may go out.
    private func stored(_ rad: Rad, _ plass: Plass) throws -> [UInt8]? {
        guard try serKlasser(rad) else { return nil }
        switch plass {
        case .liste: return Kontroll.lister.gjelder ? rad.liste ?? rad.innhold : rad.innhold
        case .objektet:
            if rad.liste == nil || (leser.partner != nil && leser.partner == rad.partner) { return rad.innhold }
            // An address of a file may carry the sender's password.
            return leser.partner == nil && (!rad.innhold.holdsAddress || !Kontroll.kilder.gjelder) ? rad.innhold : nil
        }
    }

    private func ser(klasse systemID: SystemID) throws -> Bool {
        try !Kontroll.klassereferanser.gjelder || visninger.visning(systemID) == .hel
    }

    /// Whether no class that the object refers to is hidden from one who sees the object whole. Its primary class protects the object too: only
    /// whose it is sees the one without the other.
    private func serKlasser(_ rad: Rad) throws -> Bool {
        if leser.serAlt || !Kontroll.klassereferanser.gjelder { return true }
        return try !rad.innhold.holds("\"referanseSekundaerKlassifikasjon\":[\"", rarest: 10) && !visninger.eier(vern: rad.vern)
    }

    private func medKontaktopplysninger(_ rad: Rad, _ plass: Plass) -> Bool {
        if case .liste = plass, Kontroll.lister.gjelder { return false }
        return leser.serKontaktopplysninger(sendtAv: rad.partner)
    }

    /// What the reader sees of the documents on which something stands.
    private func egneDokumenter(_ registrering: String) throws -> [String: Visning] {
        var all: [String: Visning] = [:]
        for (dokument, vern) in try visninger.lager.dokumenter(i: registrering) { all[dokument] = try visninger.visning(vern: vern) }
        return all
    }
}

extension [UInt8] {
    /// Whether an address stands in it.
    fileprivate var holdsAddress: Bool { holds("://", rarest: 1) }

    /// Whether a text stands in it, found by the byte of it that is rarest in JSON: every object that is shown comes through here.
    fileprivate func holds(_ text: StaticString, rarest: Int) -> Bool {
        withUnsafeBytes { (bytes: UnsafeRawBufferPointer) -> Bool in
            guard let start = bytes.baseAddress else { return false }
            let (byte, length) = (Int32(text.utf8Start[rarest]), text.utf8CodeUnitCount)
            var place = rarest
            while place <= bytes.count - length + rarest, let found = memchr(start + place, byte, bytes.count - length + rarest - place + 1)
            {
                place = UnsafeRawPointer(found) - start
                if memcmp(start + place - rarest, text.utf8Start, length) == 0 { return true }
                place += 1
            }
            return false
        }
    }
}

extension Registreringsvariant {
    /// Where files were fetched is the sender's own: an address may carry a password or a signature.
    fileprivate mutating func skjulKilder() {
        registrering.dokumentbeskrivelse = registrering.dokumentbeskrivelse.map { dokument in
            var copy = dokument
            copy.dokumentobjekt = dokument.dokumentobjekt.map(\.utenKilde)
            return copy
        }
    }
}
