import CommitLog
import Domain
import ShardRuntime
import Testing

@Suite struct CrashTests {
    @Test(arguments: OwnerStep.allCases, [1, 2])
    func `a crash at any step of the owner's loop loses nothing and repeats nothing, whoever takes over`(
        step: OwnerStep, time: Int
    ) async throws {
        let installation = try await Installation()
        let crash = CrashOnce(at: step, time: time)
        let names = (1...20).map { "n\($0)" }
        let first = installation.start(try installation.owner("first", observer: { reached, _ in try crash.observe(reached) }))
        for part in [names[0..<7], names[7..<13], names[13...]] {
            try await installation.command(Array(part))
            try await Task.sleep(for: .milliseconds(3))
        }
        if time == 1 {
            try await eventually { crash.happened }
            await first.value
        } else {
            first.cancel()
        }
        installation.start(try installation.owner("second"))
        try await installation.expectExactlyOnce(names)
        await installation.end()
    }

    @Test func `an owner that comes back to its own store after a crash goes on where the log ends`() async throws {
        let installation = try await Installation()
        for (index, step) in OwnerStep.allCases.enumerated() {
            let crash = CrashOnce(at: step)
            let owner = installation.start(try installation.owner("same", observer: { reached, _ in try crash.observe(reached) }))
            try await installation.command(["round\(index)"])
            try await eventually { crash.happened }
            await owner.value
        }
        installation.start(try installation.owner("same"))
        try await installation.expectExactlyOnce(OwnerStep.allCases.indices.map { "round\($0)" })
        await installation.end()
    }
}
