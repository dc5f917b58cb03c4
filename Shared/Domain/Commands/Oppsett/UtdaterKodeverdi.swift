/// Takes a value of a code list out of use for new and changed objects; old ones keep it. Only in lists that are `utvidbar`.
public struct UtdaterKodeverdi: RegistryCommand {
    /// The stable name.
    public static let commandType = "kodeverdi.utdater"

    /// The list.
    public var kodeliste: Kodelistenavn
    /// The code.
    public var kode: String

    /// A wish.
    public init(kodeliste: Kodelistenavn, kode: String) { (self.kodeliste, self.kode) = (kodeliste, kode) }

    /// Grants it when there is such a value.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Kodeverdi> {
        guard let liste = arkiv.kodeliste(kodeliste), var verdi = liste.verdier.first(where: { $0.kode == kode }) else {
            throw Faults.refuse("/kode", .notFound, "\(kodeliste.rawValue) has no value «\(kode)»")
        }
        guard verdi.utdatert == nil else { return Decision([], reply: verdi) }
        guard liste.utvidbar else {
            throw Faults.refuse("/kodeliste", .listNotExtensible, "The values of \(kodeliste.rawValue) are given by the standard")
        }
        verdi.utdatert = circumstances.now
        return Decision([KodeverdiUtdatert(kodeliste: kodeliste, kode: kode, utdatert: circumstances.now)], reply: verdi)
    }
}
