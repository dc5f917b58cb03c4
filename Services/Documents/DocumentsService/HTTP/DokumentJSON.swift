import Contracts
import Domain

/// Documents and their files as JSON, with Noark's own names: whole for those who may see them, otherwise what everybody may know.
enum DokumentJSON {
    /// A dokumentbeskrivelse with its files.
    static func dokument(_ dokument: Dokumentrad, _ sees: Dokumentinnhold, _ dag: Dato) throws -> JSONValue {
        var shown = dokument.beskrivelse.vist(sees.visning, medKontaktopplysninger: sees.medKontaktopplysninger)
        // By which provision is the registry's to tell: it may have changed since.
        shown?.skjerming = nil
        shown?.gradering = nil
        guard let shown, case .object(var members) = try JSONValue(encoding: shown) else { return .null }
        members["erSkjermet"] = .bool(dokument.tilgang?.verner(dag) ?? false)
        members["referanseRegistrering"] = .string(dokument.registrering.rawValue)
        members["dokumentobjekt"] = .array(try dokument.objekter.map { try objekt($0.objekt, $0.fil, sees) })
        return .object(members)
    }

    /// A dokumentobjekt: what the bytes are where they are here, what the sender said where they are not.
    static func objekt(_ objekt: Dokumentobjekt, _ fil: Filrad, _ sees: Dokumentinnhold) throws -> JSONValue {
        let isWhole = sees.isWhole
        guard case .object(var members) = try JSONValue(encoding: isWhole ? objekt : objekt.skjermet) else { return .null }
        members["filtilstand"] = nil
        if let lagret = fil.lagret {
            members["filstoerrelse"] = .int(lagret.filstoerrelse)
            members["format"] = ["kode": .string(lagret.format), "kodenavn": .string(FormatTable[lagret.format].name)]
            members["mimeType"] = .string(lagret.mimeType)
            if isWhole {
                members["sjekksum"] = .string(lagret.sjekksum)
                members["sjekksumAlgoritme"] = "SHA-256"
                members["formatDetaljer"] = lagret.formatDetaljer.map { .string($0) }
            }
        }
        // How large it is and of which kind is more than that it is there.
        if sees.visning == .bareAtDetFinnes { for name in ["filstoerrelse", "format", "mimeType"] { members[name] = nil } }
        members["referanseDokumentbeskrivelse"] = .string(fil.dokumentbeskrivelse.rawValue)
        members["referanseRegistrering"] = .string(fil.registrering.rawValue)
        if isWhole {
            members["referanseDokumentfil"] =
                sees.medKilder || !Filreferanse.harAdresse(fil.referanseDokumentfil) ? .string(fil.referanseDokumentfil) : nil
        }
        members["fil"] = tilstand(fil, isWhole: isWhole)
        return .object(members)
    }

    /// How far the file has come. The reason in words may quote a file's name.
    static func tilstand(_ fil: Filrad, isWhole: Bool) -> JSONValue {
        var members: [String: JSONValue] = [
            "tilstand": .string(fil.tilstand.rawValue), "dato": .string(fil.tilstandDato.description),
            "antallForsoek": .int(Int64(fil.antallForsoek)),
        ]
        if fil.tilstand.mangler {
            members["ventetSiden"] = fil.ventetSiden.map { .string($0.description) }
            members["nesteForsoek"] = fil.nesteForsoek.map { .string($0.description) }
            members["kode"] = fil.feilkode.map { .string($0) }
            if isWhole { members["melding"] = fil.feilmelding.map { .string($0) } }
        }
        return .object(members)
    }

    /// How far a file's copy in archive format has come. The reason in words may quote a file's name.
    static func konvertering(_ rad: Konverteringsrad, isWhole: Bool) -> JSONValue {
        var members: [String: JSONValue] = ["tilstand": .string(rad.tilstand), "antallForsoek": .int(Int64(rad.antallForsoek))]
        members["nesteForsoek"] = rad.nesteForsoek.map { .string($0.description) }
        members["referanseDokumentobjekt"] = rad.resultat.map { .string($0.rawValue) }
        if isWhole { members["melding"] = rad.melding.map { .string($0) } }
        return .object(members)
    }

    /// A row of the list of files that are missing.
    static func mangler(_ fil: Filrad, isWhole: Bool, serAvsender: Bool, isFetching: Bool) -> JSONValue {
        guard case .object(var members) = tilstand(fil, isWhole: isWhole) else { return .null }
        members["systemID"] = .string(fil.systemID.rawValue)
        members["referanseDokumentbeskrivelse"] = .string(fil.dokumentbeskrivelse.rawValue)
        members["referanseRegistrering"] = .string(fil.registrering.rawValue)
        if serAvsender { members["partner"] = fil.avsender.map { .string($0.partner) } }
        members["hentes"] = .bool(isFetching)
        return .object(members)
    }
}
