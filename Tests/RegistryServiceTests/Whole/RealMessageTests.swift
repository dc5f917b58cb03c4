import Contracts
import Foundation
import OutsideJudges
import ServiceTestSupport
import Testing

@testable import RegistryService

extension WholeRegistryTests {
    /// The messages of the protocol's own validator, and what the public sees of a screened case.
    struct RealMessageTests {
        /// The case that the validator's journalposter name; its documentation says to put an existing one there.
        private static let placeholder = "22f05e04-37c4-4051-8b3a-853c8eac4b33"
        /// The external key that all of its journalposter share.
        private static let key = "e4712424-883c-4068-9cb7-97ac679d7232"

        /// A message as it is, but for the case it lies in, and with a key of its own.
        private func payload(_ name: String, sak: String?) throws -> [UInt8] {
            var bytes = [UInt8](try SharedData.read("fiks-cases/\(name)/arkivmelding.xml"))
            if let sak { bytes.replace(Array(Self.placeholder.utf8), with: Array(sak.utf8)) }
            bytes.replace(Array(Self.key.utf8), with: Array("\(Self.key)/\(name)".utf8))
            return bytes
        }

        @Test(
            .enabled(
                if: SharedData.has("fiks-cases") && SharedData.has("fiks-arkiv-v1") && OutsideJudge.xmllint != nil,
                "\(SharedData.missing), or no xmllint"))
        func `the validator's messages get receipts that are valid by the official schemas`() async throws {
            try await withRegistry { registry in
                var (answered, sak): (Int, String?) = (0, nil)
                // The case first: the others lie in it.
                for name in ["NySaksmappeN1", "NyJournalpostN1", "NyJournalpostN6", "NyMappeMedJournalpostN1", "NySaksmappeFX"] {
                    let event = RunningRegistry.event(name, .binary(try payload(name, sak: sak)), contentType: "application/xml")
                    let receipts = try await registry.answered(event)
                    #expect(receipts.isKvittering == (name != "NySaksmappeFX"), "\(name): \(receipts)")
                    for receipt in receipts.final {
                        let type = try #require(receipt["type"]?.text)
                        let text = try #require(receipt["data"]?.text, "\(name)")
                        #expect(try await OutsideJudge.faults(ofXML: text, by: "fiks-arkiv-v1/\(type).xsd") == "", "\(name): \(text)")
                        sak = sak ?? text.firstMatch(of: /<systemID[^>]*>([^<]+)</).map { String($0.1) }
                        answered += 1
                    }
                }
                #expect(answered == 5)
                let report = try await registry.verify()
                #expect(report.json["replay"]?["equal"]?.boolean == true, "\(report.text)")
            }
        }

        @Test func `nothing of a screened case is public, neither now nor in what comes later`() async throws {
            try await withRegistry { registry in
                let sak = Partnermeldinger.sak("Barnevernssak Lise Hemmelig", noekkel: "k", skjermet: true)
                #expect(try await registry.answered(RunningRegistry.event("1", .json(sak))).isKvittering)
                let note = Partnermeldinger.notat(
                    "Samtale med Lise Hemmelig", i: "k",
                    [
                        "merknad": [["merknadstekst": "Hemmelig merknad"]],
                        "dokumentbeskrivelse": [["tittel": "Hemmelig referat", "tilknyttetRegistreringSom": ["kode": "H"]]],
                    ])
                let receipts = try await registry.answered(RunningRegistry.event("2", .json(note)))
                #expect(receipts.isKvittering, "\(receipts)")
                let id = try #require(receipts.data["registreringKvittering"]?["systemID"]?.text)
                let events = try await eventually("the public events") {
                    let events = try await registry.values { $0.events("registry") }
                    return events.contains { $0["subject"]?.text == id } ? events : nil
                }
                for event in events {
                    let text = String(decoding: event.encoded(), as: UTF8.self)
                    for secret in ["Lise", "Hemmelig", "Barnevern", "referat"] { #expect(!text.contains(secret), "\(text)") }
                }
                let post = try #require(events.first { $0["subject"]?.text == id }?["data"])
                #expect(post["offentligTittel"] == nil)
            }
        }
    }
}
