import Domain

extension StoredObject {
    /// An object's JSON with its `type` before its own members; every object has some.
    static func typed(_ slag: String, _ json: [UInt8]) -> [UInt8] { Array("{\"type\":\"\(slag)\",".utf8) + json.dropFirst() }

    /// A mappe as lists show it to those who see all of it; nil where that is what is stored.
    static func liste(_ variant: Mappevariant) throws -> String? {
        guard let liste = variant.vist(.hel, medKontaktopplysninger: false), liste != variant else { return nil }
        return try text(liste)
    }

    /// A registrering as lists show it to those who see all of it; nil where that is what is stored.
    static func liste(_ variant: Registreringsvariant) throws -> String? {
        guard let liste = variant.vist(.hel, medKontaktopplysninger: false, dokument: { _ in .hel }), liste != variant else { return nil }
        return try text(liste)
    }
}
