import Foundation

/// The files that a command line names, directories opened up, standard input as `-`.
struct MessageSource {
    /// One file's content and what to call it.
    struct Item: Sendable, Equatable {
        let name: String
        let bytes: Data
    }

    /// What was found.
    struct Found: Sendable {
        var items: [Item] = []
        /// Files in directories that are no messages.
        var leftOut: [String] = []
    }

    /// Endings of files in a directory that may be messages. A file that is named itself may end as it likes.
    private static let endings: Set<String> = ["xml", "json", "jsonl", "ndjson", "asice", "zip"]

    private let standardInput: @Sendable () throws -> Data

    init(standardInput: @escaping @Sendable () throws -> Data) { self.standardInput = standardInput }

    /// Reads everything, in the order given; within a directory by name.
    func read(_ names: [String]) throws -> Found {
        var found = Found()
        for name in names {
            if name == "-" {
                found.items += lines(Item(name: "standard input", bytes: try standardInput()))
            } else if try isDirectory(name) {
                try readDirectory(name, &found)
            } else {
                found.items += lines(Item(name: name, bytes: try bytes(name)))
            }
        }
        return found
    }

    /// Files to go along with a message, each by its own name; a directory gives all of its files.
    func attachments(_ names: [String]) throws -> [(name: String, bytes: Data)] {
        try names.flatMap { name -> [(name: String, bytes: Data)] in
            guard try isDirectory(name) else { return [(String(name.split(separator: "/").last ?? ""), try bytes(name))] }
            let inside = try FileManager.default.contentsOfDirectory(atPath: name).sorted().filter { !$0.hasPrefix(".") }
            return try inside.filter { try !isDirectory("\(name)/\($0)") }.map { ($0, try bytes("\(name)/\($0)")) }
        }
    }

    private func readDirectory(_ directory: String, _ found: inout Found) throws {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: directory).sorted()
        for path in paths where !path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) {
            let name = directory.hasSuffix("/") ? directory + path : "\(directory)/\(path)"
            guard try !isDirectory(name) else { continue }
            let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
            guard Self.endings.contains(ending) else {
                found.leftOut.append(name)
                continue
            }
            for item in lines(Item(name: name, bytes: try bytes(name))) {
                if MessageKind.isMessage(item.bytes) { found.items.append(item) } else { found.leftOut.append(item.name) }
            }
        }
    }

    /// JSON lines: one message a line. Anything else stays whole.
    private func lines(_ item: Item) -> [Item] {
        let split = item.bytes.split(separator: UInt8(ascii: "\n")).map { Data($0) }
        let isLines = split.count > 1 && split.allSatisfy { $0.first == UInt8(ascii: "{") && $0.last == UInt8(ascii: "}") }
        guard isLines else { return [item] }
        return split.enumerated().map { Item(name: "\(item.name):\($0.offset + 1)", bytes: $0.element) }
    }

    private func isDirectory(_ name: String) throws -> Bool {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: name, isDirectory: &isDirectory) else {
            throw CommandFailure(.noInput, "there is no file \(name)")
        }
        return isDirectory.boolValue
    }

    private func bytes(_ name: String) throws -> Data {
        do { return try Data(contentsOf: URL(filePath: name)) } catch {
            throw CommandFailure(.noInput, "\(name) cannot be read")
        }
    }
}
