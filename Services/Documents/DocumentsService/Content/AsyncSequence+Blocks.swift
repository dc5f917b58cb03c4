extension AsyncSequence where Element == [UInt8], Self: Sendable {
    /// Collects pieces of any size to blocks: a body that comes in kilobytes must not cost the disk a call for each.
    ///
    /// - Parameters:
    ///   - byteLimit: the most bytes in all.
    ///   - keepsTail: whether what was collected is handed over also when the bytes stop coming.
    /// - Throws: `tooLarge` as soon as more comes; what the sequence or `body` throws.
    func forEachBlock(
        blockBytes: Int, byteLimit: Int64, keepsTail: Bool = false, _ body: ([UInt8]) async throws -> Void
    ) async throws {
        var (block, total) = ([UInt8](), Int64(0))
        do {
            for try await piece in self {
                total += Int64(piece.count)
                guard total <= byteLimit else { throw ContentError.tooLarge(limitBytes: byteLimit) }
                if block.isEmpty, piece.count >= blockBytes {
                    try await body(piece)
                    continue
                }
                block += piece
                guard block.count >= blockBytes else { continue }
                let full = block
                block = []
                try await body(full)
            }
        } catch {
            // A failure of `body` itself left nothing collected, so the tail here is always what came last.
            if keepsTail, !block.isEmpty { try await body(block) }
            throw error
        }
        if !block.isEmpty { try await body(block) }
    }
}
