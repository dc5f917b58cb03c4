import Contracts
import Domain
import XML

extension ArkivmeldingReader {
    /// Reads XML bytes: byte order mark first, then the declaration, else UTF-8.
    func xml(_ bytes: [UInt8]) throws(UnreadableArkivmelding) -> ReadArkivmelding {
        let root: XMLNode
        do throws(XMLError) {
            root = try XMLReader.read(bytes, limits: xmlLimits)
        } catch { throw unreadable(error) }
        return try xml(root)
    }

    /// Reads XML that came as text; what its declaration says of the encoding is void then.
    func xml(_ text: String) throws(UnreadableArkivmelding) -> ReadArkivmelding {
        let root: XMLNode
        do throws(XMLError) {
            root = try XMLReader.read(text: text, limits: xmlLimits)
        } catch { throw unreadable(error) }
        return try xml(root)
    }

    private func xml(_ root: XMLNode) throws(UnreadableArkivmelding) -> ReadArkivmelding {
        var shape = FiksXMLShape()
        let value = shape.document(root, FiksArkivmelding.arkivmelding)
        guard shape.faults.isEmpty else { throw UnreadableArkivmelding(rejection: shape.faults.rejection, form: .xml) }
        return ReadArkivmelding(melding: try typed(value, .xml), form: .xml, filer: [])
    }

    private var xmlLimits: XMLLimits {
        XMLLimits(documentLimitBytes: limits.maximumPayloadBytes, depthLimit: limits.maximumDepth)
    }

    private func unreadable(_ error: XMLError) -> UnreadableArkivmelding {
        let place = error.line.flatMap { line in error.column.map { "line \(line), column \($0): " } } ?? ""
        return unreadable(error.code.rawValue, place + error.message, .xml)
    }
}
