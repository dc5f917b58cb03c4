import Observability
import Synchronization

/// Values that a test changes between two expositions.
final class Depths: Sendable {
    private let kept = Mutex<[MetricSample]>([])

    var samples: [MetricSample] { kept.withLock { $0 } }

    func set(_ samples: [MetricSample]) { kept.withLock { $0 = samples } }
}
