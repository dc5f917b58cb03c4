/// `mode name=value …`
struct Arguments: Sendable {
    let mode: String
    private let values: [String: String]

    init(_ words: [String]) {
        mode = words.count > 1 ? words[1] : ""
        values = words.dropFirst(2).reduce(into: [:]) { values, word in
            let parts = word.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { values[String(parts[0])] = String(parts[1]) }
        }
    }

    func text(_ name: String, _ standard: String) -> String { values[name] ?? standard }
    func int(_ name: String, _ standard: Int) -> Int { values[name].flatMap { Int($0) } ?? standard }
}
