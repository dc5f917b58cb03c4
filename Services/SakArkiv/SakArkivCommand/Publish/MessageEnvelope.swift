import Contracts
import Crypto
import Domain
import Foundation

/// Puts a message into a CloudEvent.
///
/// The id is made from municipality and content, so that publishing the same file again is a repeat, which registry answers with the same
/// receipts, and not a second case. `--id` and `--new-id` choose otherwise.
struct MessageEnvelope: Sendable {
    /// What an arkivmelding is called when nobody says otherwise.
    static let defaultType = "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett"

    /// A CloudEvent ready to send.
    struct Event: Sendable, Equatable {
        /// The file it came from.
        let name: String
        let id: String
        let source: String
        /// Structured JSON.
        let body: Data
    }

    /// Nine digits; nil = the messages are CloudEvents that say it themselves.
    var kommune: String?
    var source: String?
    var id: String?
    var type: String?
    var partner = "byggsak"
    /// Makes ids when every message is to be a new one.
    var newID: (@Sendable () -> String)?

    /// The events in one file.
    func events(_ item: MessageSource.Item) throws -> [Event] {
        switch try kind(of: item) {
        case .cloudEvent: return [try ready(item.bytes, item.name)]
        case .cloudEvents:
            let all = try JSONValue.parse(item.bytes).elements ?? []
            return try all.enumerated().map { try ready($0.element.data, "\(item.name):\($0.offset + 1)") }
        case .xml: return [try wrap(item, contentType: "application/xml", member: "data_base64", encoded(item.bytes))]
        case .container:
            return [try wrap(item, contentType: Container.contentType, member: "data_base64", encoded(item.bytes))]
        case .json: return [try wrap(item, contentType: "application/json", member: "data", item.bytes)]
        }
    }

    private func kind(of item: MessageSource.Item) throws -> MessageKind {
        do {
            if let kind = try MessageKind(item.bytes) { return kind }
        } catch let rejection as Rejection {
            throw CommandFailure(.data, "\(item.name): " + rejection.faults.map(\.message).joined(separator: "; "))
        }
        throw CommandFailure(.data, "\(item.name) is neither XML nor JSON nor an ASiC-E container")
    }

    private func encoded(_ bytes: Data) -> Data { Data("\"".utf8) + bytes.base64EncodedData() + Data("\"".utf8) }

    /// `value` is JSON already: numbers in it are not read and written again, so they stay as they are.
    private func wrap(_ item: MessageSource.Item, contentType: String, member: String, _ value: Data) throws -> Event {
        guard let kommune else {
            throw CommandFailure(
                .usage, "\(item.name) does not say which municipality it is for", advice: "give --kommune ORGNR, nine digits")
        }
        let source = source ?? "/no/\(kommune)/\(partner)"
        let id = id ?? newID?() ?? Self.contentID(kommune, item.bytes)
        let attributes: JSONValue = [
            "specversion": "1.0", "id": .string(id), "source": .string(source), "type": .string(type ?? Self.defaultType),
            "kommune": .string(kommune), "datacontenttype": .string(contentType),
        ]
        let head = attributes.json.dropLast()
        return Event(name: item.name, id: id, source: source, body: Data("\(head),\"\(member)\":".utf8) + value + Data("}".utf8))
    }

    /// A ready event passes through untouched, unless the command line says something about it.
    private func ready(_ bytes: Data, _ name: String) throws -> Event {
        var members = try JSONValue.parse(bytes).members ?? [:]
        let given = [("kommune", kommune), ("source", source), ("id", id ?? newID?()), ("type", type)]
        let changes = given.compactMap { name, value in value.map { (name, JSONValue.string($0)) } }
        for (name, value) in changes { members[name] = value }
        guard let id = members["id"]?.text, let source = members["source"]?.text else {
            throw CommandFailure(.data, "\(name) is a CloudEvent without id or source")
        }
        let body = changes.isEmpty ? bytes : JSONValue.object(members).data
        return Event(name: name, id: id, source: source, body: body)
    }

    static func contentID(_ kommune: String, _ bytes: Data) -> String {
        String(SHA256.hex(Data("\(kommune)\n".utf8) + bytes).prefix(32))
    }
}
