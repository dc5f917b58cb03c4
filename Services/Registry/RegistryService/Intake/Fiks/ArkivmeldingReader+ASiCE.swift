import Archive
import Contracts
import Domain

extension ArkivmeldingReader {
    /// Reads the message out of a container, and the names of the files beside it; the files themselves are documents'.
    ///
    /// What the container's directory states is judged before anything is unpacked: names, sizes, how much an entry would grow.
    func container(_ bytes: [UInt8]) throws(UnreadableArkivmelding) -> ReadArkivmelding {
        let (message, navn): ([UInt8], [String])
        do throws(ContainerError) {
            let container = try ASiCE(bytes)
            navn = container.files.map(\.name)
            message = try container.message(byteLimit: limits.maximumPayloadBytes)
        } catch {
            throw unreadable(error.code.rawValue, (error.entry.map { "«\(FiksText.shown($0))»: " } ?? "") + error.message, .xml)
        }
        var read = try xml(message)
        read.vedlegg = navn
        return read
    }
}
