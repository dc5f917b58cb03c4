import Synchronization

/// How much may be under way: to each target and in all. Who finds no place waits for one, in order.
final class DeliverySlots: Sendable {
    private struct Target {
        var busy = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }
    private struct State {
        var targets: [String: Target] = [:]
        var busy = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let perTarget: Int
    private let inAll: Int
    private let state = Mutex(State())

    init(perTarget: Int, inAll: Int) { (self.perTarget, self.inAll) = (perTarget, inAll) }

    /// How many are under way.
    var busy: Int { state.withLock { $0.busy } }

    /// Runs a body with a place at its target and one of all.
    func with<Result: Sendable>(_ target: String, _ body: @Sendable () async -> Result) async -> Result {
        // First the target's: who waits for a slow target must not hold one of the places that others need.
        await takeTarget(target)
        await takeAny()
        let result = await body()
        giveAny()
        giveTarget(target)
        return result
    }

    private func takeTarget(_ name: String) async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.targets[name, default: Target()].busy < perTarget {
                    state.targets[name, default: Target()].busy += 1
                    return true
                }
                state.targets[name, default: Target()].waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    private func takeAny() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.busy < inAll {
                    state.busy += 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    private func giveAny() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if !state.waiting.isEmpty { return state.waiting.removeFirst() }
            state.busy -= 1
            return nil
        }
        next?.resume()
    }

    private func giveTarget(_ name: String) {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard var target = state.targets[name] else { return nil }
            defer { state.targets[name] = target.busy == 0 && target.waiting.isEmpty ? nil : target }
            if !target.waiting.isEmpty { return target.waiting.removeFirst() }
            target.busy -= 1
            return nil
        }
        next?.resume()
    }
}
