import Contracts
import Domain
import DomainTestSupport
import Foundation
import OutsideJudges
import ServiceTestSupport
import Testing

@testable import RetentionService

extension WholeRetentionTests {
    /// What is due, over HTTP.
    struct ForfallRoutesTests {
        private typealias R = Registerhendelser
        private let path = "/kassasjon/forfalt?kommune=970540008"

        @Test func `what is due comes by date, page by page, each object once`() async throws {
            try await RunningRetention.with { service, registry in
                try await WholeRetentionTests.saker(20, registry)
                _ = try await service.forklaring(1_192) { $0["tilstand"]?.text == "datert" }
                var (seen, next): ([String], String?) = ([], "\(path)&innen=2031-06-15&antall=7")
                while let url = next {
                    let page = try await service.get(url)
                    #expect(page.status == 200)
                    seen += (page.json["treff"]?.elements ?? []).compactMap { $0["systemID"]?.text }
                    next = page.json["neste"]?.text
                }
                #expect(seen.count == 60)
                #expect(Set(seen).count == 60)
                #expect(try await service.get("\(path)&innen=2031-06-14").json["treff"]?.elements?.isEmpty == true)
                for (filter, count) in [
                    ("type=mappe", 20), ("type=dokumentbeskrivelse&klasse=\(R.id(10))", 20), ("klasse=\(R.id(77))", 0),
                    ("arkivdel=\(R.id(1))", 60), ("kassasjonsvedtak=G", 0), ("administrativEnhet=Byggesak", 60), ("fra=2031-06-16", 0),
                ] {
                    let page = try await service.get("\(path)&innen=2040-01-01&\(filter)").json
                    #expect(page["treff"]?.elements?.count == count, "\(filter)")
                }
                let one = try #require(try await service.get("\(path)&innen=2040-01-01&type=mappe").json["treff"]?[0])
                #expect(one["mappeID"]?.text == "2020/1000")
                #expect(one["kassasjonsvedtak"]?["kodenavn"]?.text == "K-navn")
                #expect(one["klasseID"]?.text == "11")
            }
        }

        @Test(arguments: [
            "", "&innen=i%20morgen", "&innen=2031-02-30", "&innen=2031-01-01&etter=x", "&innen=2031-01-01&antall=0",
            "&innen=2031-01-01&antall=501", "&innen=2031-01-01&type=klasse", "&innen=2031-01-01&klasse=x", "&innen=2031-01-01&format=xml",
        ])
        func `a question that makes no sense is refused with its reason`(query: String) async throws {
            try await RunningRetention.with { service, _ in
                let answer = try await service.get(path + query)
                #expect(answer.status == 400)
                #expect(answer.json["detail"]?.text?.isEmpty == false)
            }
        }

        @Test func `the list is CSV for whoever asks for it, and no cell is a formula`() async throws {
            try await RunningRetention.with { service, registry in
                let titles = [#"=HYPERLINK("http://x";"y")"#, "Blåbær, \"sitat\"\nlinje", "@sum", "-1+1", "  =1", "Helt vanlig"]
                try await WholeRetentionTests.saker(titles.count, registry) { number, sak in sak.mappe.tittel = titles[number] }
                _ = try await service.forklaring(1_052) { $0["tilstand"]?.text == "datert" }
                let answer = try await service.get("\(path)&innen=2040-01-01&type=mappe", headers: [("Accept", "text/csv")])
                #expect(answer.headers["Content-Type"] == "text/csv; charset=utf-8; header=present")
                let text = answer.text
                #expect(text.hasPrefix(Forfallsrad.kolonner.joined(separator: ",") + "\r\n"))
                for cell in [
                    #","'=HYPERLINK(""http://x"";""y"")","#, ",\"Blåbær, \"\"sitat\"\"\nlinje\",", ",'@sum,", ",'-1+1,", ",'  =1,",
                    ",Helt vanlig,",
                ] { #expect(text.contains(cell), "\(cell)") }
                let other = try await service.get("\(path)&innen=2040-01-01&type=mappe&format=csv")
                #expect(other.body == answer.body)
                #expect(try await service.get("\(path)&innen=2040-01-01", headers: [("Accept", "*/*")]).json["treff"] != nil)
            }
        }

        @Test func `a screened title is seen by whoever is cleared or responsible, by nobody else`() async throws {
            try await RunningRetention.with { service, registry in
                try await WholeRetentionTests.saker(3, registry) { number, sak in
                    sak.mappe.tittel = "Hemmelig \(number)"
                    sak.mappe.skjerming = Skjerming(tilgangsrestriksjon: R.kode("13"), skjermingshjemmel: "Offl. § 13")
                    if number == 1 { sak.mappe.offentligTittel = "Sak om *****" }
                    // In number 2 the caseworker is the one responsible.
                    if number != 2 { sak.saksansvarlig = Aktoer(navn: "En annen") }
                }
                _ = try await service.forklaring(1_022) { $0["tilstand"]?.text == "datert" }
                func titles(_ identity: String) async throws -> [String?] {
                    let page = try await service.get("\(path)&innen=2040-01-01&type=mappe", as: identity).json
                    return (page["treff"]?.elements ?? []).map { $0["tittel"]?.text }
                }
                #expect(try await titles("arkivar") == ["Hemmelig 0", "Hemmelig 1", "Hemmelig 2"])
                #expect(try await titles("saksbehandler") == [nil, "Sak om *****", "Hemmelig 2"])
                for suffix in ["&type=dokumentbeskrivelse", "&format=csv", ""] {
                    let text = try await service.get("\(path)&innen=2040-01-01\(suffix)", as: "saksbehandler").text
                    #expect(!text.contains("Hemmelig 0"))
                    #expect(!text.contains("Dokument 1002"), "a document has no title for the public")
                    #expect(!text.contains("Brev 1001"))
                }
                let why = try await service.get("/kassasjon/\(R.id(1_000))?kommune=970540008", as: "saksbehandler").json
                #expect(why["tittel"] == nil)
                #expect(why["erSkjermet"]?.boolean == true)
                #expect(why["kassasjonsdato"]?.text == "2031-06-15")
            }
        }
    }
}
