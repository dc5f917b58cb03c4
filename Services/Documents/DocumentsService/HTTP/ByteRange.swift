/// What a `Range` field asks for (RFC 9110, 14): one part of a file.
enum ByteRange: Equatable {
    /// The whole file: nothing was asked for, several parts were, or nothing that can be understood.
    case whole
    /// These bytes.
    case part(Range<Int64>)
    /// A part that the file does not have.
    case unsatisfiable

    /// Reads a field's value for a file of that size.
    init(_ text: String?, byteCount: Int64) {
        self = .whole
        guard let text, text.lowercased().hasPrefix("bytes=") else { return }
        let specification = text.dropFirst(6).filter { $0 != " " && $0 != "\t" }
        // Several parts are answered whole: nobody who fetches documents asks for them, and overlapping ones are an attack.
        guard !specification.contains(",") else { return }
        let ends = specification.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, ends.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return }
        switch (ends[0].isEmpty, ends[1].isEmpty) {
        case (true, true): return
        case (true, false):
            let count = min(Self.number(ends[1]), byteCount)
            self = count == 0 ? .unsatisfiable : .part(byteCount - count..<byteCount)
        case (false, true):
            let first = Self.number(ends[0])
            self = first < byteCount ? .part(first..<byteCount) : .unsatisfiable
        case (false, false):
            let (first, last) = (Self.number(ends[0]), Self.number(ends[1]))
            guard first <= last else { return }
            self = first < byteCount ? .part(first..<min(last, byteCount - 1) + 1) : .unsatisfiable
        }
    }

    /// Numbers too large to be counted with are as good as the largest.
    private static func number(_ digits: Substring) -> Int64 { Int64(digits) ?? .max }
}
