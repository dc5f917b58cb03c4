// A systemID tells when it was made. Of a class of a person's number it would tell that the number was used before, and which objects share it.

extension Mappevariant {
    /// With those references to classes that lead to a class its reader may see.
    public func medKlasser(_ ser: (SystemID) throws -> Bool) rethrows -> Mappevariant {
        var copy = self
        copy.mappe.referanseKlasse = try mappe.referanseKlasse.flatMap { try ser($0) ? $0 : nil }
        copy.mappe.referanseSekundaerKlassifikasjon = try mappe.referanseSekundaerKlassifikasjon.filter(ser)
        return copy
    }
}

extension Registreringsvariant {
    /// With those references to classes that lead to a class its reader may see.
    public func medKlasser(_ ser: (SystemID) throws -> Bool) rethrows -> Registreringsvariant {
        var copy = self
        copy.registrering.referanseKlasse = try registrering.referanseKlasse.flatMap { try ser($0) ? $0 : nil }
        copy.registrering.referanseSekundaerKlassifikasjon = try registrering.referanseSekundaerKlassifikasjon.filter(ser)
        return copy
    }
}
