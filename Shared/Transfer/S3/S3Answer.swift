import XML

/// What a bucket says in XML.
struct S3Answer {
    /// How much of an error is read, in bytes.
    static let errorLimitBytes = 64 << 10

    private let root: XMLNode

    init(_ body: [UInt8]) throws(TransferError) {
        do throws(XMLError) {
            root = try XMLReader.read(body)
        } catch {
            throw TransferError(.malformedAnswer, "S3 answered with XML that cannot be read: \(error.message)")
        }
    }

    /// The text of the root's child.
    func text(_ name: String) throws(TransferError) -> String {
        guard let text = root.child(name)?.text else { throw TransferError(.malformedAnswer, "S3 answered without \(name)") }
        return text
    }

    /// The list of objects (`ListBucketResult`), whose keys are percent-encoded: XML has no words for some characters.
    func listing() throws(TransferError) -> S3Listing {
        var objects: [S3Object] = []
        for entry in root.children(named: "Contents") {
            guard let key = entry.child("Key").flatMap({ Self.decoded($0.text) }),
                let bytes = entry.child("Size").flatMap({ Int64($0.text) })
            else { throw TransferError(.malformedAnswer, "S3 listed an object without key or size") }
            let (tag, modified) = (entry.child("ETag")?.text ?? "", entry.child("LastModified")?.text ?? "")
            objects.append(S3Object(key: key, bytes: bytes, entityTag: tag, modified: modified))
        }
        let isCut = try text("IsTruncated") == "true"
        return S3Listing(objects: objects, next: isCut ? objects.last?.key : nil)
    }

    /// The error in an answer; nil when there is none.
    ///
    /// - Parameter mustBeError: whether the status alone decides; else the body does.
    static func refusal(_ status: Int, _ body: [UInt8], mustBeError: Bool = true) -> TransferError? {
        if mustBeError, (200..<300).contains(status) { return nil }
        var code: String?
        // A body that cannot be read only lacks the details.
        if let answer = try? S3Answer(body), answer.root.name == "Error" { code = try? answer.text("Code") }
        if !mustBeError, code == nil { return nil }
        let kind: TransferError.Code = status == 404 ? .notFound : .unexpectedStatus
        return TransferError(kind, "S3 answered \(status)\(code.map { " " + $0.prefix(100) } ?? "")", replyCode: status)
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// What percent-encoding, with plus signs for spaces, stands for; nil when it is not UTF-8.
    private static func decoded(_ text: String) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else { return nil }
                bytes.append(value)
                rest = rest.dropFirst(2)
            default: bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
