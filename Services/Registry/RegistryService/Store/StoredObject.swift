import Contracts
import Domain

/// Objects as the store keeps them: JSON with Noark's member names.
enum StoredObject {
    static func text(_ value: some Encodable) throws -> String {
        try JSONBytes.text(value)
    }

    static func read<Value: Decodable>(_ text: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONBytes.decode(text, as: type)
    }

    private static func read<Value: Decodable>(_ json: [UInt8]) throws -> Value { try JSONBytes.decode(json) }

    static func mappe(slag: String, _ json: [UInt8]) throws -> Mappevariant {
        switch Mappekort.Slag(rawValue: slag) {
        case .saksmappe: .saksmappe(try read(json))
        case .moetemappe: .moetemappe(try read(json))
        case .mappe, nil: .mappe(try read(json))
        }
    }

    static func registrering(slag: String, _ json: [UInt8]) throws -> Registreringsvariant {
        switch Registreringskort.Slag(rawValue: slag) {
        case .journalpost: .journalpost(try read(json))
        case .arkivnotat: .arkivnotat(try read(json))
        case .moeteregistrering: .moeteregistrering(try read(json))
        case .registrering, nil: .registrering(try read(json))
        }
    }

    static func text(_ mappe: Mappevariant) throws -> String {
        switch mappe {
        case .mappe(let mappe): try text(mappe)
        case .saksmappe(let saksmappe): try text(saksmappe)
        case .moetemappe(let moetemappe): try text(moetemappe)
        }
    }

    static func text(_ registrering: Registreringsvariant) throws -> String {
        switch registrering {
        case .registrering(let registrering): try text(registrering)
        case .journalpost(let journalpost): try text(journalpost)
        case .arkivnotat(let arkivnotat): try text(arkivnotat)
        case .moeteregistrering(let moeteregistrering): try text(moeteregistrering)
        }
    }
}

extension Nummerserie {
    /// The series' name in the store.
    var text: String {
        switch self {
        case .sak(let aar): "sak/\(aar)"
        case .mappe(let aar): "mappe/\(aar)"
        case .journal(let aar): "journal/\(aar)"
        case .journalpost(let mappe): "journalpost/\(mappe)"
        case .registrering(let mappe): "registrering/\(mappe)"
        }
    }
}
