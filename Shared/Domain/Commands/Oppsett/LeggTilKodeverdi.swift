/// Adds a value to a code list, or takes one into use again. Only lists that are `utvidbar` take values.
public struct LeggTilKodeverdi: RegistryCommand {
    /// The stable name.
    public static let commandType = "kodeverdi.leggtil"

    /// The list.
    public var kodeliste: Kodelistenavn
    /// The code.
    public var kode: String
    /// Its text.
    public var kodenavn: String

    /// A wish.
    public init(kodeliste: Kodelistenavn, kode: String, kodenavn: String) {
        (self.kodeliste, self.kode, self.kodenavn) = (kodeliste, kode, kodenavn)
    }

    /// Grants it unless the list is fixed or has the code with another text.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Kodeverdi> {
        _ = try arkiv.kravdKommune()
        guard !kode.isEmpty, !kodenavn.isEmpty else { throw Faults.refuse("/kode", .missingMember, "kode and kodenavn are required") }
        guard let liste = arkiv.kodeliste(kodeliste) else {
            throw Faults.refuse("/kodeliste", .notFound, "This archive has no list \(kodeliste.rawValue)")
        }
        let verdi = Kodeverdi(kode: kode, kodenavn: kodenavn)
        if let existing = liste.verdier.first(where: { $0.kode == kode }) {
            if existing == verdi { return Decision([], reply: existing) }
            guard existing.kodenavn == kodenavn else {
                throw Faults.refuse("/kode", .alreadyExists, "«\(kode)» means «\(existing.kodenavn)» already")
            }
        } else if !liste.utvidbar {
            throw Faults.refuse("/kodeliste", .listNotExtensible, "The values of \(kodeliste.rawValue) are given by the standard")
        }
        return Decision([KodeverdiLagtTil(kodeliste: kodeliste, kodeverdi: verdi)], reply: verdi)
    }
}
