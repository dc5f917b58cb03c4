import Contracts
import Foundation
import XML

/// Turns an XML receipt into the members that the same receipt has in JSON: elements by local name, several of one name as an array.
enum XMLContent {
    /// Nil when it is not XML.
    static func read(_ bytes: Data) -> JSONValue? {
        // What is not XML is shown as what it is instead.
        (try? XMLReader.read([UInt8](bytes))).map { .object([$0.name: value($0)]) }
    }

    private static func value(_ node: XMLNode) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for child in node.children {
            let value = value(child)
            switch members[child.name] {
            case nil: members[child.name] = value
            case .array(let others)?: members[child.name] = .array(others + [value])
            case let other?: members[child.name] = .array([other, value])
            }
        }
        return members.isEmpty ? .string(node.text) : .object(members)
    }
}
