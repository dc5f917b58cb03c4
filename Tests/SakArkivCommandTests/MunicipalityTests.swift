import Contracts
import Testing

@testable import SakArkivCommand

struct MunicipalityTests {
    @Test func `a new municipality is posted as the operator`() async throws {
        let services = ScriptedServices()
        services.answer("GET /kommuner", ["treff": []])
        services.answer("POST /kommuner", status: 201, ["organisasjonsnummer": "970540008"])
        let run = try await CommandRun.of(
            ["municipality", "add", "970540008", "--kommunenummer", "3403", "--navn", "Hamar", "--demo"], services)
        #expect(run.code == .ok)
        #expect(run.output == "Hamar (970540008) added\n")
        let body = try JSONValue.parse(services.requests[1].body)
        #expect(body == ["organisasjonsnummer": "970540008", "kommunenummer": "3403", "navn": "Hamar", "demo": true])
    }

    @Test func `one that is there already is no fault and nothing is posted`() async throws {
        let services = ScriptedServices()
        services.answer("GET /kommuner", ["treff": [["organisasjonsnummer": "970540008", "navn": "Hamar"]]])
        let run = try await CommandRun.of(["municipality", "add", "970540008", "--kommunenummer", "3403", "--navn", "Hamar"], services)
        #expect(run.code == .ok)
        #expect(run.output.contains("was there already"))
        #expect(services.calls == ["GET /kommuner"])
    }

    @Test func `a number whose check digit is wrong is stopped before it is sent`() async throws {
        let services = ScriptedServices()
        let run = try await CommandRun.of(["municipality", "add", "970540009", "--kommunenummer", "3403", "--navn", "X"], services)
        #expect(run.code == .usage)
        #expect(services.calls.isEmpty)
    }

    @Test func `the list lines up, and is one JSON object a line for scripts`() async throws {
        let services = ScriptedServices()
        services.answer("GET /kommuner", ["treff": [["organisasjonsnummer": "970540008", "kommunenummer": "3403", "navn": "Hamar"]]])
        let people = try await CommandRun.of(["municipality", "list"], services)
        #expect(people.output == "organisasjonsnummer  kommunenummer  navn\n970540008            3403           Hamar\n")
        let script = try await CommandRun.of(["municipality", "list", "--json"], services)
        #expect(try script.json == [["organisasjonsnummer": "970540008", "kommunenummer": "3403", "navn": "Hamar"]])
    }
}
