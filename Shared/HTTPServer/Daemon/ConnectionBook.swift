import Synchronization

/// How many connections there are, in all and from each address.
final class ConnectionBook: Sendable {
    enum Entry {
        case entered
        /// The address has as many as one may have.
        case addressIsFull
    }

    private struct Counts {
        var all = 0
        var byAddress: [AddressKey: Int] = [:]
    }

    private let limitConnections: Int
    private let limitPerAddress: Int
    private let counts = Mutex(Counts())

    init(limitConnections: Int, limitPerAddress: Int) {
        (self.limitConnections, self.limitPerAddress) = (limitConnections, limitPerAddress)
    }

    var isFull: Bool { counts.withLock { $0.all >= limitConnections } }

    var count: Int { counts.withLock { $0.all } }

    /// Counts a connection in. An address that stands for many peers (a proxy's) is counted but not limited.
    func enter(_ address: AddressKey, isLimited: Bool) -> Entry {
        counts.withLock { counts in
            let held = counts.byAddress[address, default: 0]
            if isLimited, held >= limitPerAddress { return .addressIsFull }
            counts.byAddress[address] = held + 1
            counts.all += 1
            return .entered
        }
    }

    /// Counts a connection out; whether there was no room before.
    func leave(_ address: AddressKey) -> Bool {
        counts.withLock { counts in
            let held = counts.byAddress[address, default: 1] - 1
            counts.byAddress[address] = held > 0 ? held : nil
            counts.all -= 1
            return counts.all + 1 >= limitConnections
        }
    }
}
