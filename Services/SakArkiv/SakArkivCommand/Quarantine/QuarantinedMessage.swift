import Contracts
import Foundation

/// One message in quarantine as a person reads it: what is known of it, and what stands in it where that was asked for.
struct QuarantinedMessage {
    private let message: JSONValue
    private let content: JSONValue?
    /// Bytes shown of a message; the rest is there with `--raw`.
    private static let shownBytesMax = 4_096

    /// - Parameter content: what the route of the content answered; nil when nobody asked for it.
    init(_ message: JSONValue, content: JSONValue? = nil) { (self.message, self.content) = (message, content) }

    /// The bytes of an answer with the content. Bytes that are not base64 cannot come from our service; they are shown as none.
    static func raw(_ content: JSONValue) -> Data { content["raw_base64"]?.text.flatMap { Data(base64Encoded: $0) } ?? Data() }

    func lines(_ console: Console) -> [String] {
        let names = ["id", "received", "topic", "partition", "offset", "partner", "kommune", "type", "state", "bytes", "expires"]
        var lines = names.compactMap { name in
            message[name]?.plain.flatMap {
                $0.isEmpty ? nil : console.styled(name.padding(toLength: 11, withPad: " ", startingAt: 0), .dim) + $0
            }
        }
        if let decision = message["decision"] {
            let words = [decision["by"], decision["time"], decision["reason"]].compactMap { $0?.text }.joined(separator: "  ")
            lines.append(console.styled("decision".padding(toLength: 11, withPad: " ", startingAt: 0), .dim) + words)
        }
        lines += ["", console.styled("Why", .bold)]
        for reason in message["reason"]?.elements ?? [] {
            lines.append(
                "  "
                    + [reason["pointer"], reason["code"], reason["message"]].compactMap { $0?.text }.filter { !$0.isEmpty }.joined(
                        separator: "  "))
        }
        guard let content else {
            return lines + ["", console.styled("--content shows what stands in it, to an arkivar who may see everything", .dim)]
        }
        if let headers = content["headers"]?.members, !headers.isEmpty {
            lines += ["", console.styled("Headers", .bold)]
            lines += headers.sorted { $0.key < $1.key }.map { "  \($0.key): \(Self.printable($0.value.plain ?? $0.value.json))" }
        }
        return lines + ["", console.styled("Message", .bold)] + Self.content(Self.raw(content))
    }

    /// Text as text, anything else as hexadecimal.
    static func content(_ raw: Data) -> [String] {
        let shown = raw.prefix(shownBytesMax)
        let rest = raw.count > shown.count ? ["… \(raw.count - shown.count) bytes more; --raw gives all"] : []
        if let text = String(data: shown, encoding: .utf8), !text.unicodeScalars.contains(where: isControl) {
            return text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" } + rest
        }
        let rows = stride(from: 0, to: min(shown.count, 512), by: 16).map { start in
            let bytes = shown.dropFirst(start).prefix(16)
            let hex = bytes.map { String(format: "%02x", Int($0)) }.joined(separator: " ")
            let text = bytes.map { (0x20..<0x7F).contains($0) ? String(UnicodeScalar($0)) : "." }.joined()
            return "  " + String(format: "%06x", start) + "  " + hex.padding(toLength: 48, withPad: " ", startingAt: 0) + "  \(text)"
        }
        return rows + (shown.count > 512 || !rest.isEmpty ? ["… \(raw.count) bytes in all; --raw gives them"] : [])
    }

    /// A terminal must not obey what a stranger sent.
    private static func isControl(_ scalar: UnicodeScalar) -> Bool {
        scalar.value < 0x20 && ![0x09, 0x0A, 0x0D].contains(scalar.value) || (0x7F..<0xA0).contains(scalar.value)
    }

    private static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? "\u{FFFD}" : $0 }))
    }
}
