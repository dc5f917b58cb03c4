import Archive
import CommitLog
import Contracts
import Crypto
import Domain

/// The files that a partner's message carried, read from the log again: entries of its container, or of `filer`. One read serves all of them.
struct Meldingsfiler: Sendable {
    private enum Kind: Sendable {
        case container([UInt8])
        /// `filer`, as it stands.
        case listed([JSONValue])
        case none
    }

    private let kind: Kind
    private let disk: DiskThreads

    /// The files of a message as it stands in the log.
    init(_ record: LogRecord, disk: DiskThreads) throws(Filfeil) {
        let headers = record.headers.map { CloudEventHeader($0.name, $0.value) }
        switch CloudEventReader().read(body: record.value ?? [], headers: headers, transport: .kafka) {
        case .failure(let rejection):
            throw Filfeil(.meldingUleselig, "the message is no CloudEvent any more: \(rejection.faults.first?.message ?? "")")
        case .success(let event): try self.init(event, disk: disk)
        }
    }

    /// The files of a message at hand.
    init(_ event: CloudEvent, disk: DiskThreads) throws(Filfeil) {
        self.disk = disk
        let mediaType = event.datacontenttype.flatMap { MediaType($0) }
        if mediaType?.essence == ASiCE.mediaType {
            guard case .binary(let bytes) = event.data else {
                throw Filfeil(.meldingUleselig, "a container must stand in data_base64, or be the body in binary mode")
            }
            kind = .container(bytes)
            return
        }
        let value: JSONValue?
        switch event.data {
        case .json(let json): value = json
        case .binary(let bytes) where mediaType?.isJSON ?? true:
            // What is not JSON carries no files; whoever asks for one is told so.
            value = try? JSONReader.read(bytes)
        case .binary, .text, .none: value = nil
        }
        kind = value?["filer"]?.elements.map { .listed($0) } ?? .none
    }

    /// A file's bytes, as they are asked for.
    func fil(_ navn: String) async throws(Filfeil) -> ContentBytes {
        switch kind {
        case .none: throw Self.missing(navn)
        case .listed(let filer): return ContentBytes(try await listed(navn, filer))
        case .container(let bytes): return try await entry(navn, of: bytes)
        }
    }

    private func listed(_ navn: String, _ filer: [JSONValue]) async throws(Filfeil) -> [UInt8] {
        let found = filer.filter { $0["navn"]?.text == navn }
        guard let one = found.first else { throw Self.missing(navn) }
        guard found.count == 1 else { throw Filfeil(.tvetydigNavn, "two files of the message are called «\(navn)»") }
        guard let encoded = one["data_base64"]?.text else { throw Filfeil(.ugyldigBase64, "«\(navn)» has no data_base64") }
        do {
            return try await disk.run { try Base64.decode(encoded) }
        } catch let error as Base64Error {
            throw Filfeil(.ugyldigBase64, "«\(navn)»: \(error)")
        } catch {
            throw Filfeil(.lagerBorte, "\(error)")
        }
    }

    private func entry(_ navn: String, of container: [UInt8]) async throws(Filfeil) -> ContentBytes {
        let entry = ContainerEntryReader(container, navn)
        do {
            let count = try await disk.run { try entry.open() }
            return ContentBytes(range: 0..<count, fileByteCount: count) { [disk] in { try await disk.run { try entry.read() } } }
        } catch let error as ContainerError {
            if error.code == .noSuchEntry { throw Self.missing(navn) }
            throw Filfeil(kode: error.code.rawValue, melding: "\(error)", erEndelig: true)
        } catch {
            throw Filfeil(.lagerBorte, "\(error)")
        }
    }

    private static func missing(_ navn: String) -> Filfeil { Filfeil(.ikkeIMelding, "the message has no file «\(navn)»") }
}

/// One entry of a container, read in order. Unchecked: whoever has it awaits each call before the next.
private final class ContainerEntryReader: @unchecked Sendable {
    private let container: [UInt8]
    private let navn: String
    private var reader: ContainerReader?

    init(_ container: [UInt8], _ navn: String) { (self.container, self.navn) = (container, navn) }

    /// Goes to the entry's start; how large it is.
    func open() throws -> Int64 {
        let container = try ASiCE(container)
        guard let entry = container.files.first(where: { $0.name == navn }) else {
            throw ContainerError(.noSuchEntry, "no file has this name")
        }
        reader = try container.reader(ofFile: navn)
        return entry.byteCount
    }

    /// The next bytes; none at the end.
    func read() throws -> [UInt8] { try reader?.read(upTo: ContentBytes.pieceBytes) ?? [] }
}
