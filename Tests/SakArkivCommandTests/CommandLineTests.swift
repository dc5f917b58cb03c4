import Testing

@testable import SakArkivCommand

struct CommandLineTests {
    @Test func `help lists every command and every exit code`() async throws {
        let run = try await CommandRun.of(["--help"])
        #expect(run.code == .ok)
        for command in SakArkiv.root.subcommands { #expect(run.output.contains("  \(command.name)")) }
        for code in ExitCode.allCases { #expect(run.output.contains(code.meaning)) }
        #expect(run.error.isEmpty)
    }

    @Test(arguments: [["publish", "--help"], ["help", "publish"], ["publish", "x.xml", "-h"]])
    func `help about one command shows its options and examples`(arguments: [String]) async throws {
        let run = try await CommandRun.of(arguments)
        #expect(run.code == .ok)
        #expect(run.output.contains("Usage: sakarkiv publish [OPTIONS] FILE…"))
        #expect(run.output.contains("--wait-seconds SECONDS"))
        #expect(run.output.contains("Examples:"))
    }

    @Test func `help about a subcommand of a subcommand is found`() async throws {
        let run = try await CommandRun.of(["quarantine", "discard", "--help"])
        #expect(run.output.contains("Usage: sakarkiv quarantine discard [OPTIONS] [ID…]"))
    }

    @Test func `help keeps within the width of the screen`() {
        for command in SakArkiv.root.subcommands {
            let text = HelpText.of(command, path: ["sakarkiv", command.name], width: 100)
            let lines = text.split(separator: "\n").filter { !$0.contains("Usage:") && !$0.contains("sakarkiv ") }
            for line in lines { #expect(line.count <= 120, "\(line)") }
        }
    }

    @Test(arguments: [
        (["publihs", "x"], "did you mean «publish»?"), (["publish", "--komune", "1", "x"], "did you mean --kommune?"),
        (["quarantine", "lst"], "did you mean «list»?"), (["status", "--jsn"], "did you mean --json?"),
    ])
    func `a slip is a usage error that names what was meant`(arguments: [String], advice: String) async throws {
        let run = try await CommandRun.of(arguments)
        #expect(run.code == .usage)
        #expect(run.error.contains(advice), "\(run.error)")
        #expect(run.error.contains("--help"))
        #expect(run.output.isEmpty)
    }

    @Test(arguments: [
        (["publish"], "FILE… is missing"), (["status", "now"], "«now» is one word too many"),
        (["publish", "x", "--kommune"], "needs a value"),
        (["status", "--json=yes"], "takes no value"), (["receipts", "--id", "a", "--id", "b"], "given twice"),
        (["municipality"], "which command?"), (["status", "--timeout", "soon"], "whole number from 1 to 3600"),
        (["quarantine", "show", "1", "2"], "«2» is one word too many"), (["status", "--colour", "maybe"], "auto, always or never"),
    ])
    func `what makes no sense is told as such`(arguments: [String], message: String) async throws {
        let run = try await CommandRun.of(arguments)
        #expect(run.code == .usage)
        #expect(run.error.contains(message), "\(run.error)")
    }

    @Test func `values may follow an equals sign, and two dashes end the options`() throws {
        let parser = ArgumentParser(root: SakArkiv.root)
        guard case .run(let invocation) = try parser.parse(["publish", "--kommune=970540008", "-w", "--", "--odd-name.xml", "-"]) else {
            Issue.record("not a run")
            return
        }
        #expect(invocation.value("kommune") == "970540008")
        #expect(invocation.has("wait"))
        #expect(invocation.positionals == ["--odd-name.xml", "-"])
    }

    @Test func `the version is one line`() async throws {
        let run = try await CommandRun.of(["--version"])
        #expect(run.output == "sakarkiv \(SakArkiv.version)\n")
    }

    @Test func `no command at all is a usage error that lists the commands`() async throws {
        let run = try await CommandRun.of([])
        #expect(run.code == .usage)
        #expect(run.error.contains("publish, receipts, trace, kassasjon, status"))
    }
}
