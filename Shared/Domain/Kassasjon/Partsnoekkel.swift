/// What a party is found again by: an identifier, or the name as the archive has it.
public struct Partsnoekkel: Hashable, Sendable, Codable {
    /// What kind of key it is.
    public enum Slag: String, Sendable, Codable, CaseIterable {
        /// M048.
        case personID
        /// M049.
        case organisasjonsID
        /// M010, or the sender's own name for a part of the correspondence.
        case partID
        /// M302 or M400.
        case partNavn
    }

    /// What kind of key it is.
    public let slag: Slag
    /// The key, in the form in which it is compared.
    public let verdi: String

    /// A key; nil when nothing is left of the text. Spaces at the ends and letters' case do not matter, nor more spaces than one; in an
    /// identifier no spaces do.
    public init?(_ slag: Slag, _ text: String) {
        let words = text.lowercased().split(whereSeparator: \.isWhitespace)
        verdi = words.joined(separator: slag == .partNavn ? " " : "")
        guard !verdi.isEmpty else { return nil }
        self.slag = slag
    }

    /// Every key of these parties and correspondents, each once, in a fixed order.
    static func alle(_ parter: [Part], _ korrespondanseparter: [Korrespondansepart] = []) -> [Partsnoekkel] {
        var keys: Set<Partsnoekkel> = []
        for part in parter {
            keys.formUnion([noekkel(part.identitet), Self(.partNavn, part.partNavn)].compactMap { $0 })
            if let id = part.partID, let key = Self(.partID, id) { keys.insert(key) }
        }
        for part in korrespondanseparter {
            keys.formUnion([noekkel(part.identitet), Self(.partNavn, part.korrespondansepartNavn)].compactMap { $0 })
            if let id = part.korrespondansepartID, let key = Self(.partID, id) { keys.insert(key) }
        }
        return keys.sorted { ($0.slag.rawValue, $0.verdi) < ($1.slag.rawValue, $1.verdi) }
    }

    private static func noekkel(_ identitet: Partsidentitet?) -> Partsnoekkel? {
        switch identitet {
        case .person(let identifikator, _): Self(.personID, identifikator)
        case .organisasjon(let identifikator, _): Self(.organisasjonsID, identifikator)
        case nil: nil
        }
    }
}
