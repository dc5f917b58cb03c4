/// Where a function begins and how long it is, signature and braces included.
struct FunctionExtent {
    let start: Int
    let lines: Int

    /// Every function and initializer with a body. Nested ones count for themselves too.
    static func all(in code: [String]) -> [FunctionExtent] {
        let declaration = /(^|\s)(func\s|init[?]?\s*[(<]|deinit\b|subscript\s*[(<])/
        return code.indices.filter { isSuspect(code[$0]) && code[$0].contains(declaration) && !code[$0].contains(/\.init\b/) }.compactMap {
            extent(of: code, at: $0)
        }
    }

    /// Quickly, for the regular expression is slow.
    private static func isSuspect(_ line: String) -> Bool { ["func ", "init", "subscript"].contains(where: line.contains) }

    private static func extent(of code: [String], at start: Int) -> FunctionExtent? {
        var (parentheses, braces) = (0, 0)
        for (number, line) in code.enumerated().dropFirst(start) {
            // A declaration without a body (in a protocol) ends where its line ends, outside all brackets.
            for character in line {
                switch character {
                case "(", "[": parentheses += 1
                case ")", "]": parentheses -= 1
                case "{" where parentheses == 0 || braces > 0: braces += 1
                case "}" where braces > 0:
                    braces -= 1
                    if braces == 0 { return FunctionExtent(start: start, lines: number - start + 1) }
                case "}" where parentheses == 0: return nil
                default: break
                }
            }
            if number > start, braces == 0, parentheses == 0, line.allSatisfy(\.isWhitespace) { return nil }
        }
        return nil
    }
}
