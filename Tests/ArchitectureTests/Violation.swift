/// A place where a rule of the design is broken.
struct Violation: CustomStringConvertible, Hashable {
    let path: String
    let line: Int?
    let message: String

    init(_ file: SourceFile, line: Int? = nil, _ message: String) {
        (path, self.line, self.message) = (file.path, line.map { $0 + 1 }, message)
    }

    init(path: String, _ message: String) { (self.path, line, self.message) = (path, nil, message) }

    var description: String { "\(path)\(line.map { ":\($0)" } ?? ""): \(message)" }
}

/// A rule: what breaks it in a tree.
typealias Rule = @Sendable (SourceTree) -> [Violation]
