import Domain

/// Where mail may go: plain ASCII `local@domain`. Quoted local parts and addresses in brackets are not taken: nobody has one, and each is a way to
/// smuggle something past a server.
enum MailAddress {
    /// The longest address, in bytes (RFC 5321, 4.5.3.1).
    static let limitBytes = 254
    /// The longest local part, in bytes.
    static let limitLocalPartBytes = 64

    /// Whether the address can be used as it is.
    static func isValid(_ text: String) -> Bool { faults(text, at: "").isEmpty }

    /// Everything that is wrong with an address.
    static func faults(_ text: String, at pointer: String) -> [Fault] {
        func fault(_ message: String) -> Fault { Fault(pointer: pointer, code: FaultCode.invalidValue.rawValue, message: message) }
        var faults: [Fault] = []
        if text.utf8.count > limitBytes { faults.append(fault("the address is longer than \(limitBytes) bytes")) }
        if text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) { faults.append(fault("the address has blanks or control characters")) }
        if !text.utf8.allSatisfy({ $0 < 0x80 }) { faults.append(fault("the address has other letters than those of ASCII")) }
        if text.utf8.contains(where: "()<>[]:;,\\\"".utf8.contains) {
            faults.append(fault("the address has characters that must be quoted"))
        }
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else {
            return faults + [fault("the address must be local@domain")]
        }
        let atoms = halves[0].split(separator: ".", omittingEmptySubsequences: false)
        if halves[0].utf8.count > limitLocalPartBytes {
            faults.append(fault("what stands before @ is longer than \(limitLocalPartBytes) bytes"))
        }
        if atoms.contains(where: \.isEmpty) { faults.append(fault("a dot at the beginning or end, or two together, before @")) }
        if !isDomain(halves[1]) { faults.append(fault("«\(halves[1])» is not a domain name")) }
        return faults
    }

    /// Whether a text is the name of a domain.
    static func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return !labels.isEmpty
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45 }
            }
    }
}
