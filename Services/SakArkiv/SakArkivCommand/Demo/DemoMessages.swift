import Contracts
import Foundation

/// The demo's municipalities and messages. The messages are the files in `Messages/`, published as they stand.
enum DemoMessages {
    /// Where the demo takes place.
    static let municipalities = [
        Municipality(organisasjonsnummer: "970540008", kommunenummer: "3403", navn: "Hamar"),
        Municipality(organisasjonsnummer: "964950679", kommunenummer: "3412", navn: "Løten"),
        Municipality(organisasjonsnummer: "970169717", kommunenummer: "3413", navn: "Stange"),
    ]

    /// How the files of a message get to the archive.
    enum Files: Sendable, Equatable {
        /// There are none.
        case none
        /// Uploaded beforehand; the message names them by checksum.
        case uploaded([String])
        /// Packed with the message into an ASiC-E container.
        case packed([String])
        /// In the message's own JSON, as `filer`.
        case within([String])
    }

    /// One message and what it shows.
    struct Message: Sendable, Equatable {
        /// The file in `Messages/`; its name without ending is the event's id.
        let file: String
        /// Index into `municipalities`.
        let municipality: Int
        /// What it shows, in a few words.
        let shows: String
        /// Its files.
        var files = Files.none

        var id: String { "demo-" + (file.split(separator: ".").first.map(String.init) ?? file) }
    }

    /// In the order in which they are published: later ones refer to earlier ones.
    static let all = [
        Message(
            file: "01-hamar-byggesoeknad.xml", municipality: 0, shows: "new case with its first letter, files uploaded before",
            files: .uploaded(["soeknad.txt", "situasjonsplan.pdf", "fasader.pdf"])),
        Message(file: "02-hamar-nabomerknad.xml", municipality: 0, shows: "letter in that case, found by external key"),
        Message(
            file: "03-hamar-vedtak.xml", municipality: 0, shows: "decision that answers the application, in a container with its files",
            files: .packed(["vedtak.txt", "klagerett.txt", "situasjonsplan.pdf"])),
        Message(
            file: "04-hamar-notat.json", municipality: 0, shows: "internal note, in JSON, its file within",
            files: .within(["befaringsnotat.txt"])),
        Message(file: "05-loeten-henvendelse.xml", municipality: 1, shows: "letter from a citizen"),
        Message(file: "06-loeten-svar.xml", municipality: 1, shows: "the reply, which writes the letter off"),
        Message(file: "07-stange-bekymringsmelding.xml", municipality: 2, shows: "screened case"),
        Message(file: "08-stange-skjenkebevilling.json", municipality: 2, shows: "case with parties, in JSON"),
        Message(file: "09-hamar-delingssak.xml", municipality: 0, shows: "case alone, with parties and a remark"),
        Message(file: "10-stange-avvist.xml", municipality: 2, shows: "refused on purpose: every fault at once"),
    ]

    /// The message whose way is shown.
    static let followed = "03-hamar-vedtak.xml"

    /// The message as it is published: packed, or with its files within.
    static func published(_ message: Message) throws -> Data {
        let bytes = try bytes(message)
        switch message.files {
        case .none, .uploaded: return bytes
        case .packed(let names): return try Container.pack(message: bytes, files: try files(names))
        case .within(let names):
            var members = try JSONValue.parse(bytes).members ?? [:]
            members["filer"] = .array(
                try files(names).map { ["navn": .string($0.name), "data_base64": .string($0.bytes.base64EncodedString())] })
            return JSONValue.object(members).data
        }
    }

    /// Files by name, with their bytes.
    static func files(_ names: [String]) throws -> [(name: String, bytes: Data)] {
        try names.map { name in
            guard let bytes = DemoFiles.bytes(name) else { throw CommandFailure(.internal, "the demo has no file \(name)") }
            return (name, bytes)
        }
    }

    /// The bytes of a message's own file.
    static func bytes(_ message: Message) throws -> Data {
        guard let directory = Bundle.module.url(forResource: "Messages", withExtension: nil) else {
            throw CommandFailure(.internal, "the demo's messages are not beside the program")
        }
        return try Data(contentsOf: directory.appending(path: message.file))
    }
}
