import Contracts
import Domain
import Foundation
import ServiceTestSupport
import ShardRuntime
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// Messages that are taken (202) and then refused: one feilmelding with every fault and its place.
    struct RefusedWithReceiptTests {
        /// Sends one event and expects one feilmelding of that kind with these codes.
        private func refuse(
            _ registry: RunningRegistry, _ event: CloudEvent, _ kind: String = "ugyldigforespoersel", _ codes: String...
        ) async throws -> Receipts {
            let receipts = try await registry.answered(event)
            #expect(receipts.types == ["feilmelding.\(kind)"], "\(receipts)")
            if receipts.data["feil"] != nil {
                #expect(receipts.codes == codes, "\(receipts)")
            } else {
                for code in codes { #expect(receipts.data.text?.contains("[\(code)]") == true, "\(receipts)") }
            }
            #expect(receipts.final.first?["correlationid"]?.text == event.id)
            return receipts
        }

        private func xml(_ id: String, _ data: CloudEventData) -> CloudEvent {
            RunningRegistry.event(id, data, contentType: "application/xml")
        }

        @Test func `an unknown type is refused with the name of the one that is taken`() async throws {
            try await withRegistry { registry in
                let receipts = try await refuse(
                    registry, RunningRegistry.event("1", .json(["a": 1]), type: "no.example.ukjent"), "ugyldigforespoersel", "unknown_type")
                #expect(receipts.faults.first?["message"]?.text?.contains(FiksExamples.opprett) == true)
            }
        }

        @Test func `content against the schema is refused with every fault at its place`() async throws {
            try await withRegistry { registry in
                let receipts = try await refuse(
                    registry, RunningRegistry.event("1", .json(["antallFiler": "to", "mappe": ["type": "saksmappe", "x": 1]])),
                    "ugyldigforespoersel", "missing_member", "wrong_type", "unknown_member", "missing_member")
                #expect(receipts.faults.compactMap { $0["pointer"]?.text }.allSatisfy { $0.hasPrefix("/data") })
            }
        }

        @Test func `XML that lies, has a document type, is too deep or breaks off is refused and kept`() async throws {
            try await withRegistry { registry in
                let latin1 = FiksExamples.xml.unicodeScalars.map { UInt8($0.value) }
                let entity = #"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>"#
                let deep = String(repeating: "<a>", count: 10_000) + String(repeating: "</a>", count: 10_000)
                _ = try await refuse(registry, xml("1", .binary(latin1)), "ugyldigforespoersel", "wrong_encoding")
                _ = try await refuse(registry, xml("2", .text("<!DOCTYPE a><a/>")), "ugyldigforespoersel", "dtd_not_allowed")
                _ = try await refuse(registry, xml("3", .text(entity)), "ugyldigforespoersel", "dtd_not_allowed")
                _ = try await refuse(registry, xml("4", .text(deep)), "ugyldigforespoersel", "too_deep")
                _ = try await refuse(registry, xml("5", .text("<arkivmelding>")), "ugyldigforespoersel", "not_well_formed")
                let kept = try await registry.quarantine(count: 5)
                #expect(kept.map { $0["kommune"]?.text } == Array(repeating: RunningRegistry.hamar, count: 5))
                #expect(kept.allSatisfy { $0["state"]?.text == "open" })
            }
        }

        @Test func `a case that is not there is ikkefunnet`() async throws {
            try await withRegistry { registry in
                let receipts = try await refuse(
                    registry, RunningRegistry.event("1", .json(Partnermeldinger.notat("n", i: "finnes-ikke"))), "ikkefunnet", "not_found")
                #expect(receipts.faults.first?["pointer"]?.text?.hasPrefix("/data/registrering/referanseForelderMappe") == true)
            }
        }

        @Test func `a closed case takes no new journalpost`() async throws {
            try await withRegistry { registry in
                #expect(
                    try await registry.answered(RunningRegistry.event("1", .json(Partnermeldinger.sak("a", noekkel: "k")))).isKvittering)
                let kommune = try #require(Organisasjonsnummer(RunningRegistry.hamar))
                let avslutt = GivenCommand(
                    actor: "arkivar",
                    command: AvsluttSaksmappe(
                        saksmappe: ReferanseTilMappe(
                            referanseEksternNoekkel: EksternNoekkel(fagsystem: "Byggesak", noekkel: "k"))))
                let payload = Array(try JSONEncoder().encode(avslutt))
                _ = try await registry.folder.withLog { log, topics in
                    try await log.append(
                        [
                            CommandRecord.make(
                                kommune: kommune, type: AvsluttSaksmappe.commandType, payload: payload, source: "/test", id: "1",
                                digest: "", traceparent: nil)
                        ], to: .init(topics.commands("registry"), topics.partition(of: RunningRegistry.hamar)))
                }
                let closed = try await eventually("the closed case") {
                    let found = try await registry.get("/sok?q=a&kommune=\(RunningRegistry.hamar)").json["treff"]?[0]
                    return found?["saksstatus"]?["kode"]?.text == "A" ? found : nil
                }
                #expect(closed["avsluttetDato"] != nil)
                _ = try await refuse(
                    registry, RunningRegistry.event("2", .json(Partnermeldinger.notat("n", i: "k"))), "ugyldigforespoersel", "case_closed")
            }
        }

        @Test func `an unknown code is told with the allowed ones, a date in the wrong form with the right one`() async throws {
            try await withRegistry { registry in
                #expect(
                    try await registry.answered(RunningRegistry.event("1", .json(Partnermeldinger.sak("a", noekkel: "k")))).isKvittering)
                let code = try await refuse(
                    registry, RunningRegistry.event("2", .json(Partnermeldinger.notat("n", i: "k", ["journalposttype": ["kode": "Q"]]))),
                    "ugyldigforespoersel", "unknown_code")
                let message = try #require(code.faults.first?["message"]?.text)
                for part in ["Q", "I", "U", "N", "X", "S"] { #expect(message.contains(part), "\(message)") }
                let date = try await refuse(
                    registry, RunningRegistry.event("3", .json(Partnermeldinger.notat("n", i: "k", ["dokumentetsDato": "24.12.2026"]))),
                    "ugyldigforespoersel", "invalid_date")
                #expect(date.faults.first?["message"]?.text?.contains("24.12.2026") == true, "\(date)")
            }
        }

        @Test func `everything that is wrong is told at once`() async throws {
            try await withRegistry { registry in
                _ = try await refuse(
                    registry,
                    RunningRegistry.event(
                        "1",
                        .json(Partnermeldinger.notat("n", i: "nei", ["journalposttype": ["kode": "Q"], "journalstatus": ["kode": "ZZ"]]))),
                    "ugyldigforespoersel", "not_found", "unknown_code", "unknown_code")
            }
        }
    }
}
