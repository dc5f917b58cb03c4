/// Which partition a key belongs to: murmur2 of the key's bytes, as the Java client's default partitioner computes it,
/// so that partners' own producers put a municipality's records where we look for them.
public enum Partitioner {
    /// The partition of `key` among `count` partitions.
    public static func partition(of key: some Collection<UInt8>, among count: Int32) -> Int32 {
        Int32(bitPattern: murmur2(Array(key)) & 0x7FFF_FFFF) % count
    }

    /// The partition of a text key among `count` partitions.
    public static func partition(of key: String, among count: Int32) -> Int32 { partition(of: key.utf8, among: count) }

    /// 32-bit MurmurHash2 with Kafka's seed.
    static func murmur2(_ data: [UInt8]) -> UInt32 {
        let multiplier: UInt32 = 0x5bd1_e995
        var hash: UInt32 = 0x9747_b28c ^ UInt32(truncatingIfNeeded: data.count)
        var index = 0
        while index + 4 <= data.count {
            var word =
                UInt32(data[index]) | UInt32(data[index + 1]) << 8 | UInt32(data[index + 2]) << 16 | UInt32(data[index + 3]) << 24
            word = word &* multiplier
            word ^= word >> 24
            word = word &* multiplier
            hash = (hash &* multiplier) ^ word
            index += 4
        }
        let rest = data.count - index
        if rest == 3 { hash ^= UInt32(data[index + 2]) << 16 }
        if rest >= 2 { hash ^= UInt32(data[index + 1]) << 8 }
        if rest >= 1 {
            hash ^= UInt32(data[index])
            hash = hash &* multiplier
        }
        hash ^= hash >> 13
        hash = hash &* multiplier
        hash ^= hash >> 15
        return hash
    }
}
