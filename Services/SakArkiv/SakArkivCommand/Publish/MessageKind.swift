import Contracts
import Foundation

/// What a file is, told from its bytes.
enum MessageKind: Sendable, Equatable {
    /// A CloudEvent in JSON; goes as it is.
    case cloudEvent
    /// Several of them in one array.
    case cloudEvents
    /// An arkivmelding in XML, in whatever encoding.
    case xml
    /// An arkivmelding in JSON.
    case json
    /// An ASiC-E container: arkivmelding.xml and its files.
    case container

    /// Nil when it is none of these.
    ///
    /// - Throws: `Rejection` when it starts like JSON and is not.
    init?(_ bytes: Data) throws {
        if bytes.prefix(4) == Data("PK\u{3}\u{4}".utf8) {
            self = .container
            return
        }
        switch Self.firstSignificant(bytes) {
        case UInt8(ascii: "<"): self = .xml
        case UInt8(ascii: "{"): self = try JSONValue.parse(bytes)["specversion"] == nil ? .json : .cloudEvent
        case UInt8(ascii: "["):
            let events = try JSONValue.parse(bytes).elements ?? []
            guard !events.isEmpty, events.allSatisfy({ $0["specversion"] != nil }) else { return nil }
            self = .cloudEvents
        default: return nil
        }
    }

    /// Is a file that lies in a directory a message, or somebody's settings?
    static func isMessage(_ bytes: Data) -> Bool {
        // What cannot be read is no message that anybody meant to send.
        guard let kind = try? MessageKind(bytes) else { return false }
        guard kind == .json, let value = try? JSONValue.parse(bytes) else { return true }
        return ["arkivmelding", "mappe", "registrering"].contains { value[$0] != nil }
    }

    /// The encodings found in the field are UTF-8 and UTF-16, with and without byte order mark.
    private static func firstSignificant(_ bytes: Data) -> UInt8? {
        bytes.prefix(64).first { ![0x00, 0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0x20, 0x09, 0x0A, 0x0D].contains($0) }
    }
}
