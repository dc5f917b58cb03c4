/// The values an element may have.
public struct Kodeliste: Codable, Sendable, Equatable {
    /// Which element's.
    public var navn: Kodelistenavn
    /// The element's number in Noark's metadata catalogue (`M052`); nil for lists of other origin.
    public var metadatanummer: String?
    /// Whether a municipality may add values; a list whose values the rules depend on is fixed.
    public var utvidbar: Bool
    /// The values in the order they are shown.
    public var verdier: [Kodeverdi]

    /// A list.
    public init(navn: Kodelistenavn, metadatanummer: String?, utvidbar: Bool, verdier: [Kodeverdi]) {
        (self.navn, self.metadatanummer, self.utvidbar, self.verdier) = (navn, metadatanummer, utvidbar, verdier)
    }

    init(_ navn: Kodelistenavn, _ metadatanummer: String?, utvidbar: Bool, _ verdier: [(String, String)]) {
        self.init(
            navn: navn, metadatanummer: metadatanummer, utvidbar: utvidbar,
            verdier: verdier.map { Kodeverdi(kode: $0.0, kodenavn: $0.1) })
    }

    /// The value with this code; failing that, with this text.
    public func verdi(_ kodeEllerNavn: String) -> Kodeverdi? {
        verdier.first { $0.kode == kodeEllerNavn } ?? verdier.first { $0.kodenavn == kodeEllerNavn }
    }

    /// The codes that may be used on new objects, for a message to people.
    public var tillatteKoder: String { verdier.filter { $0.utdatert == nil }.map(\.kode).joined(separator: ", ") }
}
