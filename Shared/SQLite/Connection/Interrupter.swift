import CSQLite
import Synchronization

/// Ends the running statement of a connection from another thread; the statement throws `interrupted`.
///
/// It may outlive the connection: then it does nothing.
public final class Interrupter: Sendable {
    /// The address of the open connection; an integer because pointers are not Sendable.
    private let connection: Mutex<UInt?>

    init(_ connection: OpaquePointer) { self.connection = Mutex(UInt(bitPattern: connection)) }

    /// Ends what is running now; harmless when nothing is.
    public func interrupt() {
        // Under the lock, so that the connection cannot be closed meanwhile. sqlite3_interrupt only sets a flag.
        connection.withLock { address in
            if let address { sqlite3_interrupt(OpaquePointer(bitPattern: address)) }
        }
    }

    func disconnect() { connection.withLock { $0 = nil } }
}
