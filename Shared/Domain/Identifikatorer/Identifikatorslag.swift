/// Classification systems whose classes are identifiers: they have no list of classes; a class is made when it is first
/// used, after a check of the identifier.
public enum Identifikatorslag: String, Sendable, CaseIterable {
    /// Fødselsnummer.
    case foedselsnummer = "PNR"
    /// Gårds- og bruksnummer.
    case gaardsOgBruksnummer = "GBN"
    /// Organisasjonsnummer.
    case organisasjonsnummer = "ORG"

    /// The kind of identifiers a klassifikasjonstype (M086) stands for; nil for systems with a fixed list of classes.
    public init?(klassifikasjonstype: Kode?) {
        guard let kode = klassifikasjonstype?.kode else { return nil }
        self.init(rawValue: kode)
    }

    /// The identifier in its one written form; nil unless it is one.
    public func klasseID(_ text: String) -> String? {
        switch self {
        case .foedselsnummer: Foedselsnummer(text)?.description
        case .gaardsOgBruksnummer: GaardsOgBruksnummer(text)?.description
        case .organisasjonsnummer: Organisasjonsnummer(text.filter { $0 != " " })?.description
        }
    }

    /// What such an identifier looks like, for a message to people.
    public var form: String {
        switch self {
        case .foedselsnummer: "fødselsnummer or D-nummer: eleven digits with right check digits"
        case .gaardsOgBruksnummer: "gårds- og bruksnummer: gnr/bnr, optionally /fnr/snr"
        case .organisasjonsnummer: "organisasjonsnummer: nine digits with a right check digit"
        }
    }
}
