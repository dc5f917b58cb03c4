/// Looks for a trace id in bytes that are another trace's as a rule.
enum TraceMatch {
    /// True when the bytes contain the id's digits. Looks at the last digit's place first and leaps from there (Horspool, 1980): a record with
    /// files in it is passed over at a few bytes' cost a leap.
    static func contains(_ bytes: [UInt8], _ traceID: [UInt8]) -> Bool {
        guard let last = traceID.last, bytes.count >= traceID.count else { return traceID.isEmpty }
        var leaps = [Int](repeating: traceID.count, count: 256)
        for (index, digit) in traceID.dropLast().enumerated() { leaps[Int(digit)] = traceID.count - 1 - index }
        return bytes.withUnsafeBufferPointer { bytes in
            var end = traceID.count - 1
            while end < bytes.count {
                let start = end - traceID.count + 1
                if bytes[end] == last, bytes[start...end].elementsEqual(traceID) { return true }
                end += leaps[Int(bytes[end])]
            }
            return false
        }
    }
}
