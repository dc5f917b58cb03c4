import Contracts
import Testing

@testable import SakArkivCommand

struct KassasjonTests {
    private let id = "5f1c2a52-8f0e-4d0a-9a3c-0d6f6b1c1a01"

    @Test func `what is due is fetched page by page and lines up`() async throws {
        let services = ScriptedServices()
        func hit(_ title: JSONValue, _ held: Bool) -> JSONValue {
            [
                "type": "mappe", "systemID": .string(id), "kassasjonsdato": "2031-06-15",
                "kassasjonsvedtak": ["kode": "K", "kodenavn": "Kasseres"], "mappeID": "2020/1", "tittel": title, "sperret": .bool(held),
            ]
        }
        services.answer(
            "GET /kassasjon/forfalt",
            inTurn: [
                ScriptedServices.json(200, ["treff": [hit("Naust", true)], "neste": "/kassasjon/forfalt?etter=2", "omberegninger": 1]),
                ScriptedServices.json(200, ["treff": [hit(.null, false)], "omberegninger": 1]),
            ])
        let run = try await CommandRun.of(["kassasjon", "forfalt", "--innen", "2040-01-01", "--kommune", "970540008"], services)
        #expect(run.code == .ok)
        #expect(services.calls == ["GET /kassasjon/forfalt?kommune=970540008&innen=2040-01-01", "GET /kassasjon/forfalt?etter=2"])
        #expect(run.output.contains("2031-06-15      K       mappe  2020/1   Naust   ja"))
        #expect(run.output.contains("(skjermet)"))
        #expect(try await CommandRun.of(["kassasjon", "forfalt"], services).code == .usage)
    }

    @Test func `CSV is passed on as it is`() async throws {
        let services = ScriptedServices()
        services.handle("GET /kassasjon/forfalt") { request in
            ServiceAnswer(
                status: 200, headers: [:], body: request.headers["Accept"] == "text/csv" ? .init("a,b\r\n'=1,2\r\n".utf8) : .init())
        }
        let run = try await CommandRun.of(["kassasjon", "forfalt", "--innen", "2040-01-01", "--csv"], services)
        #expect(run.output == "a,b\r\n'=1,2\r\n")
    }

    @Test func `why is told with every decision on the way, and the holds`() async throws {
        let services = ScriptedServices()
        services.answer(
            "GET /kassasjon/\(id)",
            [
                "type": "mappe", "systemID": .string(id), "mappeID": "2020/1", "tittel": "Naust", "tilstand": "datert",
                "kassasjonsvedtak": ["kode": "K", "kodenavn": "Kasseres"], "bevaringstid": 10, "startdato": "2021-06-15",
                "kassasjonsdato": "2031-06-15", "omberegnes": false, "sperret": true,
                "kjede": [
                    [
                        "type": "klasse", "klasseID": "2", "tittel": "Økonomi", "kassasjonsvedtak": ["kode": "K", "kodenavn": "Kasseres"],
                        "bevaringstid": 10, "kassasjonshjemmel": "Bokføringsloven § 13", "virkning": "gjelder",
                        "vedtattDato": "2020-01-01T00:00:00Z",
                        "vedtattAv": "arkivar",
                    ]
                ], "sperrer": [["sattDato": "2026-01-01T00:00:00Z", "begrunnelse": "Tilsyn", "sattAv": "arkivar"]],
            ])
        let run = try await CommandRun.of(["kassasjon", "hvorfor", id], services)
        #expect(
            run.output == """
                mappe 2020/1 Naust
                  Kasseres 2031-06-15: closed 2021-06-15, kept 10 years
                  - klasse 2 Økonomi: Kasseres, 10 years, Bokføringsloven § 13  applies
                    decided 2020-01-01 by arkivar
                  legal hold since 2026-01-01: Tilsyn, set by arkivar

                """)
    }

    @Test func `a class has no date of its own: it says how long what lies in it is kept`() async throws {
        let services = ScriptedServices()
        services.answer(
            "GET /kassasjon/\(id)",
            [
                "type": "klasse", "systemID": .string(id), "klasseID": "2", "tittel": "Økonomi", "tilstand": "aapen", "omberegnes": false,
                "kassasjonsvedtak": ["kode": "K", "kodenavn": "Kasseres"], "bevaringstid": 10, "sperret": false, "kjede": [], "sperrer": [],
            ])
        let run = try await CommandRun.of(["kassasjon", "hvorfor", id], services)
        #expect(run.output == "klasse 2 Økonomi\n  Kasseres, 10 years after a mappe in it is closed\n")
    }

    @Test func `a hold is on one thing and has a reason`() async throws {
        let services = ScriptedServices()
        services.answer("POST /kassasjon/sperrer", status: 201, ["systemID": .string(id)])
        let run = try await CommandRun.of(["kassasjon", "sperr", "--part-navn", "Firma AS", "--begrunnelse", "Tilsyn"], services)
        #expect(run.code == .ok)
        let body = try JSONValue.parse(try #require(services.requests.last).body)
        #expect(body == ["gjelder": ["part": ["partNavn": "Firma AS"]], "begrunnelse": "Tilsyn"])
        #expect(services.requests.last?.headers["Idempotency-Key"] != nil)
        for words in [["--begrunnelse", "x"], ["--mappe", id], ["--mappe", id, "--klasse", id, "--begrunnelse", "x"]] {
            #expect(try await CommandRun.of(["kassasjon", "sperr"] + words, services).code == .usage)
        }
        services.answer("POST /kassasjon/sperrer/\(id)/opphev", ["systemID": .string(id)])
        #expect(try await CommandRun.of(["kassasjon", "opphev", id, "--begrunnelse", "Ferdig"], services).output == "\(id) is lifted\n")
    }
}
