import CommitLog

/// One thing that is true of every log, with the check that shows it.
public struct LogFact: Sendable, CustomStringConvertible {
    /// The fact, as a sentence.
    public let sentence: String
    /// What a back end must be able to do for this to be asked of it.
    public let needs: Set<LogCapability>
    /// Throws `BrokenFact` when it is not so.
    public let check: @Sendable (any LogFixture) async throws -> Void

    init(_ sentence: String, needs: Set<LogCapability> = [], check: @escaping @Sendable (any LogFixture) async throws -> Void) {
        (self.sentence, self.needs, self.check) = (sentence, needs, check)
    }

    /// The sentence: what test reports show.
    public var description: String { sentence }

    /// Every fact.
    public static let all: [LogFact] = appending + reading + records + topics + concurrency + ending + groups + retention + strangers

    /// The facts that a back end with these capabilities must keep.
    public static func all(for capabilities: Set<LogCapability>) -> [LogFact] { all.filter { $0.needs.isSubset(of: capabilities) } }

    /// Those left out for a back end with these capabilities.
    public static func leftOut(for capabilities: Set<LogCapability>) -> [LogFact] { all.filter { !$0.needs.isSubset(of: capabilities) } }

    /// Checks it on a fresh log and removes the log afterwards, whatever comes of it.
    public func check(on fixture: any LogFixture) async throws {
        do {
            try await check(fixture)
        } catch {
            await fixture.finish()
            throw error
        }
        await fixture.finish()
    }
}

/// What was found instead of a fact.
public struct BrokenFact: Error, CustomStringConvertible {
    /// What was expected, what was found, and where.
    public let description: String
}

/// Breaks the fact unless `condition` holds.
func expect(_ condition: Bool, _ what: @autoclosure () -> String, file: StaticString = #fileID, line: UInt = #line) throws {
    if !condition { throw BrokenFact(description: "\(what()) (\(file):\(line))") }
}

/// Breaks the fact unless both are equal.
func expect<T: Equatable>(_ found: T, is wanted: T, _ what: String = "", file: StaticString = #fileID, line: UInt = #line) throws {
    if found != wanted { throw BrokenFact(description: "\(what) found \(found), expected \(wanted) (\(file):\(line))") }
}

/// Breaks the fact unless `body` throws a `LogError` of one of these codes; returns the error.
@discardableResult
func expect(
    _ codes: LogError.Code..., file: StaticString = #fileID, line: UInt = #line, from body: () async throws -> Void
) async throws -> LogError {
    do {
        try await body()
    } catch let error as LogError where codes.contains(error.code) {
        return error
    } catch {
        throw BrokenFact(description: "threw \(error), expected \(codes.map(\.rawValue)) (\(file):\(line))")
    }
    throw BrokenFact(description: "threw nothing, expected \(codes.map(\.rawValue)) (\(file):\(line))")
}
