/// The lock around every write and checkpoint of one topic's file.
///
/// SQLite 3.40.1 can damage a file when one connection checkpoints while another starts the write-ahead log anew; this lock makes that
/// impossible, and makes appenders take turns: who waits holds the second file, so that the one before cannot lock again at once.
struct AppendLock: ~Copyable {
    private let lock: FileLock
    private let turn: FileLock

    init(path: String) throws {
        let opened = try FileLock(path: path)
        turn = try FileLock(path: path + ".turn")
        lock = opened
    }

    func acquire(waitingMilliseconds milliseconds: Int) -> Bool {
        guard turn.acquire(waitingMilliseconds: milliseconds) else { return false }
        defer { turn.release() }
        return lock.acquire(waitingMilliseconds: milliseconds)
    }

    func release() { lock.release() }
}
