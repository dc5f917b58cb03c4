import Glibc

/// Looking for patterns in a window of bytes.
extension [UInt8] {
    /// Whether the text's bytes stand at that place.
    func has(_ text: StaticString, at place: Int = 0) -> Bool {
        guard place >= 0, place + text.utf8CodeUnitCount <= count else { return false }
        return withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return text.utf8CodeUnitCount == 0 }
            return memcmp(base + place, text.utf8Start, text.utf8CodeUnitCount) == 0
        }
    }

    /// Whether these bytes stand at that place.
    func has(_ pattern: [UInt8], at place: Int = 0) -> Bool {
        place >= 0 && place + pattern.count <= count && self[place..<place + pattern.count].elementsEqual(pattern)
    }

    /// Where the bytes stand first, from `start` on and wholly before `end`.
    func find(_ pattern: [UInt8], from start: Int = 0, before end: Int = .max) -> Int? {
        guard let first = pattern.first, start >= 0 else { return nil }
        let last = Swift.min(end, count) - pattern.count
        return withUnsafeBufferPointer { bytes -> Int? in
            guard let base = bytes.baseAddress else { return nil }
            var place = start
            while place <= last {
                guard let hit = memchr(base + place, Int32(first), last - place + 1) else { return nil }
                let found = UnsafeRawPointer(hit) - UnsafeRawPointer(base)
                if pattern.withUnsafeBufferPointer({ memcmp(base + found, $0.baseAddress ?? base, pattern.count) }) == 0 { return found }
                place = found + 1
            }
            return nil
        }
    }

    /// Where the text stands first.
    func find(_ text: String, from start: Int = 0, before end: Int = .max) -> Int? { find(Array(text.utf8), from: start, before: end) }

    func contains(_ text: String, before end: Int = .max) -> Bool { find(text, before: end) != nil }

    func littleEndian16(_ place: Int) -> Int? { place + 2 <= count && place >= 0 ? Int(self[place]) | Int(self[place + 1]) << 8 : nil }

    func littleEndian32(_ place: Int) -> Int? {
        guard let low = littleEndian16(place), let high = littleEndian16(place + 2) else { return nil }
        return low | high << 16
    }

    func bigEndian32(_ place: Int) -> Int? {
        place + 4 <= count && place >= 0 ? self[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } : nil
    }
}
