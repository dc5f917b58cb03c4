import Dispatch
import Glibc

/// Lines of another process's output, read without holding up Swift's own threads.
final class LineReader {
    private let descriptor: Int32
    private var rest: [UInt8] = []

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// The next line without its end; nil when there is no more.
    func next() async -> String? {
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                defer { rest.removeSubrange(...end) }
                return String(decoding: rest[..<end], as: UTF8.self)
            }
            let piece = await withCheckedContinuation { (continuation: CheckedContinuation<[UInt8], Never>) in
                DispatchQueue.global().async { [descriptor] in
                    var buffer = [UInt8](repeating: 0, count: 4_096)
                    let count = read(descriptor, &buffer, buffer.count)
                    continuation.resume(returning: Array(buffer.prefix(max(0, count))))
                }
            }
            guard !piece.isEmpty else { return nil }
            rest += piece
        }
    }
}
