/// The name that a file is saved under: what the sender called it, made harmless (RFC 6266, 4.3).
struct DownloadName: Equatable {
    /// Longer names lose their middle, in bytes of UTF-8: what file systems take, with room for « (1)».
    static let limitBytes = 200

    /// The name.
    let text: String

    /// Without the steps before it, without what a terminal, a shell or a file system would act on.
    init(_ filnavn: String) {
        let last = filnavn.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let forbidden: Set<Unicode.Scalar> = ["\"", "<", ">", ":", "|", "?", "*"]
        var name = ""
        for scalar in last.unicodeScalars where Self.isShown(scalar) {
            name.unicodeScalars.append(forbidden.contains(scalar) ? "_" : scalar)
        }
        while let first = name.first, first == "." || first == " " || first == "-" { name.removeFirst() }
        while let end = name.last, end == "." || end == " " { name.removeLast() }
        text = Self.shortened(name.isEmpty ? "dokument" : name)
    }

    /// The field's value: a name in ASCII for old clients, and the true one (RFC 8187).
    var contentDisposition: String {
        var plain = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "æ", "Æ": plain += scalar == "æ" ? "ae" : "Ae"
            case "ø", "Ø": plain += scalar == "ø" ? "oe" : "Oe"
            case "å", "Å": plain += scalar == "å" ? "aa" : "Aa"
            case "%", "\\", "\"": plain += "_"
            default: plain.unicodeScalars.append(scalar.isASCII ? scalar : "_")
            }
        }
        var encoded = ""
        for byte in text.utf8 {
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "!#$&+-.^_`|~".utf8.contains(byte)
            encoded += isPlain ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
        return "attachment; filename=\"\(plain)\"; filename*=UTF-8''\(encoded)"
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        // Formatting characters turn the direction of writing: «exe.fdp».
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        default: true
        }
    }

    /// Short enough, with its ending.
    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > limitBytes else { return name }
        var ending = ""
        if let dot = name.lastIndex(of: "."), name[dot...].utf8.count <= 20 { ending = String(name[dot...]) }
        var start = name.dropLast(ending.count)
        while start.utf8.count + ending.utf8.count > limitBytes { start.removeLast() }
        return start + ending
    }
}
