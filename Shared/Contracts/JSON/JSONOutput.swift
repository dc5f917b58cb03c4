import Foundation

/// JSON on its way out: the bytes so far, and the objects and arrays that are not closed yet.
///
/// Codable has no «end of container»: one is closed when the next value is written further out.
final class JSONOutput {
    private struct Open {
        /// Tells it from one that stood at the same depth before.
        let number: Int
        let isObject: Bool
        var isEmpty = true
        /// Where each member begins, for an object whose members come in no order of their own.
        var members: [(name: String, start: Int)]?
    }

    var writer = JSONWriter()
    private var open: [Open] = []
    private var opened = 0

    /// How many containers are open.
    var depth: Int { open.count }

    /// Writes a whole value.
    func write<Value: Encodable>(_ value: Value) throws {
        if Value.self == JSONValue.self, let value = value as? JSONValue { return writer.write(value) }
        if Value.self == Data.self, let data = value as? Data { return writer.write(text: data.base64EncodedString()) }
        let (depth, start) = (open.count, writer.bytes.count)
        try value.encode(to: JSONBytesEncoder(output: self, depth: depth))
        close(to: depth)
        // A value without members says nothing of itself.
        if writer.bytes.count == start { writer.write(raw: "{}") }
    }

    /// Opens a container at that depth, or goes on with the one that its encoder has opened already. Returns its number.
    func container(at depth: Int, isObject: Bool, sorts: Bool) -> Int {
        if open.count > depth {
            close(to: depth + 1)
            precondition(open[depth].isObject == isObject, "a value is an object or an array, not both")
            return open[depth].number
        }
        opened += 1
        open.append(Open(number: opened, isObject: isObject, members: sorts ? [] : nil))
        writer.write(byte: UInt8(ascii: isObject ? "{" : "["))
        return opened
    }

    /// Begins a member or an element; everything further in is closed.
    func begin(_ name: String?, at depth: Int, in number: Int) throws {
        guard depth < open.count, open[depth].number == number else {
            throw EncodingError.invalidValue(
                name ?? "", .init(codingPath: [], debugDescription: "a container is written to after the one around it"))
        }
        close(to: depth + 1)
        if !open[depth].isEmpty { writer.write(byte: UInt8(ascii: ",")) }
        open[depth].isEmpty = false
        guard let name else { return }
        open[depth].members?.append((name, writer.bytes.count))
        writer.write(text: name)
        writer.write(byte: UInt8(ascii: ":"))
    }

    func write(_ value: Double) throws {
        guard value.isFinite else {
            throw EncodingError.invalidValue(value, .init(codingPath: [], debugDescription: "JSON has no such number"))
        }
        writer.write(.double(value))
    }

    /// Closes what is open further in than that.
    private func close(to depth: Int) {
        while open.count > depth {
            let closed = open.removeLast()
            if let members = closed.members, members.count > 1 { writer.sort(members) }
            writer.write(byte: UInt8(ascii: closed.isObject ? "}" : "]"))
        }
    }
}
