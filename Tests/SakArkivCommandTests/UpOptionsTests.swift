import Testing

@testable import SakArkivCommand

struct UpOptionsTests {
    private func options(_ arguments: [String], environment: [String: String] = [:]) throws -> UpOptions {
        guard case .run(let invocation) = try ArgumentParser(root: SakArkiv.root).parse(["up"] + arguments) else {
            throw CommandFailure(.usage, "")
        }
        return try UpOptions(invocation, environment: environment)
    }

    private func launches(_ arguments: [String], environment: [String: String] = [:]) throws -> [ServiceLaunch] {
        try options(arguments, environment: environment).launches(programs: "/bin", data: "/d", environment: environment)
    }

    @Test func `one of each, at the ports that everybody knows`() throws {
        #expect(try launches([]).map(\.url) == [7410, 7420, 7430, 7440].map { "http://127.0.0.1:\($0)" })
    }

    @Test func `instances count upwards in number and port`() throws {
        let registry = try launches(["--scale", "registry=3,documents=0", "--port", "registry=9000"]).filter { $0.service == .registry }
        #expect(registry.map(\.name) == ["registry-1", "registry-2", "registry-3"])
        #expect(registry.map(\.environment["SAKARKIV_INSTANCE"]) == ["1", "2", "3"])
        #expect(registry.map(\.environment["SAKARKIV_REGISTRY_PORT"]) == ["9000", "9001", "9002"])
        #expect(try !launches(["--scale=documents=0"]).contains { $0.service == .documents })
    }

    @Test func `the log is local unless Kafka is named`() throws {
        #expect(try launches([])[0].environment["SAKARKIV_LOG"] == "local")
        #expect(try launches(["--kafka", "h:1,i:2"])[0].environment["SAKARKIV_LOG"] == "kafka:h:1,i:2")
        #expect(try launches([], environment: ["SAKARKIV_LOG": "kafka:j:3"])[0].environment["SAKARKIV_LOG"] == "kafka:j:3")
    }

    @Test func `settings go through, but not what tells only the command where to look`() throws {
        let environment = ["SAKARKIV_PARTITIONS": "8", "SAKARKIV_REGISTRY_URL": "http://x", "SAKARKIV_TOKEN": "secret", "PATH": "/bin"]
        let own = try launches([], environment: environment)[0].environment
        #expect(own["SAKARKIV_PARTITIONS"] == "8" && own["PATH"] == "/bin")
        #expect(own["SAKARKIV_REGISTRY_URL"] == nil && own["SAKARKIV_TOKEN"] == nil)
    }

    @Test(arguments: [["--scale", "registry"], ["--scale", "registri=2"], ["--scale", "registry=many"], ["--port", "registry=0"]])
    func `what cannot be meant is a usage error`(arguments: [String]) {
        #expect(throws: UsageError.self) { try options(arguments) }
    }
}
