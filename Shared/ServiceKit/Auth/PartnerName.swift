/// The rule for the names of partners: they are part of topic names.
enum PartnerName {
    static let limitCharacters = 40

    /// Lower-case letters, digits and hyphens, beginning with a letter.
    static func isValid(_ name: String) -> Bool {
        guard let first = name.utf8.first, (97...122).contains(first), name.utf8.count <= limitCharacters else { return false }
        return name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-") }
    }
}
