/// Which body a head announces (RFC 9112, 6.3). What two readers could understand in two ways is refused, also where the letter would
/// let one of them mend it: a request hidden in another one's body lives on that.
enum AnnouncedBody: Equatable {
    case none
    case length(Int64)
    case chunked

    /// Up to how many digits a length has: any number of them fits into 64 bits.
    private static let limitLengthDigits = 18

    init(_ headers: HTTPFields, isVersion10: Bool) throws(WireFault) {
        var (length, coding) = (String?.none, String?.none)
        for field in headers.all {
            if HTTPFields.isSameName(field.name, "Content-Length") {
                guard length == nil else { throw WireFault("more than one Content-Length") }
                length = field.value
            } else if HTTPFields.isSameName(field.name, "Transfer-Encoding") {
                guard coding == nil else { throw WireFault("more than one Transfer-Encoding") }
                coding = field.value
            }
        }
        if let coding {
            guard length == nil else { throw WireFault("both Transfer-Encoding and Content-Length") }
            guard !isVersion10 else { throw WireFault("Transfer-Encoding in HTTP/1.0") }
            try Self.checkCoding(coding)
            self = .chunked
        } else if let length {
            let bytes = try Self.bytes(length)
            self = bytes == 0 ? .none : .length(bytes)
        } else {
            self = .none
        }
    }

    private static func bytes(_ length: String) throws(WireFault) -> Int64 {
        guard !length.isEmpty, length.utf8.allSatisfy(WireByte.isDigit) else { throw WireFault("Content-Length is not one number") }
        guard length.utf8.count <= limitLengthDigits, let bytes = Int64(length) else {
            throw WireFault("Content-Length has more than \(limitLengthDigits) digits")
        }
        return bytes
    }

    /// Chunked once, at the end; another coding before it is known by name but not taken.
    private static func checkCoding(_ coding: String) throws(WireFault) {
        if HTTPFields.isSameName(coding, "chunked") { return }
        let codings = coding.split(separator: ",", omittingEmptySubsequences: false).map { element in
            String(element.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        }
        let chunked = codings.filter { HTTPFields.isSameName($0, "chunked") }.count
        guard let last = codings.last, HTTPFields.isSameName(last, "chunked"), chunked == 1,
            codings.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(WireByte.isToken) })
        else { throw WireFault("Transfer-Encoding does not end with one «chunked»") }
        throw WireFault("the only transfer coding taken is chunked", status: 501)
    }
}
