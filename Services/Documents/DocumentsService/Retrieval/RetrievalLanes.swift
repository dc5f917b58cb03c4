import Domain
import Synchronization

/// Which files are being fetched now, and how many at a time: what lies near (the log, uploads) never waits for what lies far (addresses),
/// and no partner's slow addresses take all places.
final class RetrievalLanes: Sendable {
    /// How many at a time.
    struct Limits: Sendable {
        /// Messages whose own files are unpacked, and uploads that are looked up.
        var near = 4
        /// Files fetched from addresses.
        var far = 8
        /// Of those, for one partner.
        var farPerPartner = 4
    }

    /// Where a file comes from, as far as waiting goes.
    enum Lane: Sendable, Hashable {
        case near
        case far(partner: String)
    }

    private struct State {
        var files: Set<SystemID> = []
        var near = 0
        var far: [String: Int] = [:]
    }

    private let limits: Limits
    private let state = Mutex(State())

    init(limits: Limits) { self.limits = limits }

    /// Takes a place for these files; false when the lane is full.
    func enter(_ lane: Lane, _ files: [SystemID]) -> Bool {
        state.withLock { state in
            switch lane {
            case .near:
                guard state.near < limits.near else { return false }
                state.near += 1
            case .far(let partner):
                guard state.far.values.reduce(0, +) < limits.far, state.far[partner, default: 0] < limits.farPerPartner else {
                    return false
                }
                state.far[partner, default: 0] += 1
            }
            state.files.formUnion(files)
            return true
        }
    }

    /// Gives the place back.
    func leave(_ lane: Lane, _ files: [SystemID]) {
        state.withLock { state in
            switch lane {
            case .near: state.near -= 1
            case .far(let partner):
                state.far[partner, default: 1] -= 1
                if state.far[partner] == 0 { state.far[partner] = nil }
            }
            state.files.subtract(files)
        }
    }

    /// Whether the file is being fetched now, by this instance.
    func isFetching(_ file: SystemID) -> Bool { state.withLock { $0.files.contains(file) } }
}
