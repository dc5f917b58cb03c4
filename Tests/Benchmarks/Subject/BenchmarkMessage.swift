import CommitLog
import Crypto
import ShardRuntime

/// The arkivmeldinger that are published: a new case with one journalpost, its document and its sender, for one of three municipalities in turn.
enum BenchmarkMessage {
    /// Hamar, Løten and Stange, as the demonstration has them.
    static let kommuner = [("970540008", "3403", "Hamar"), ("964950679", "3412", "Løten"), ("970169717", "3413", "Stange")]
    static let partner = "byggsak"
    /// What the answer that is waited for is called; the others' types do not contain it.
    static let receiptType = Array("arkivmelding.opprett.kvittering\"".utf8)
    /// Before the id in an answer.
    static let correlation = Array("\"correlationid\":\"".utf8)

    /// The municipality of a message.
    static func kommune(_ number: Int) -> String { kommuner[number % kommuner.count].0 }

    /// The message's id: the number with nine digits, so that it is found without reading the answer as JSON.
    static func id(_ number: Int) -> String { String(String(1_000_000_000 + number).dropFirst()) }

    /// The CloudEvent, structured; the file within it, as text, when there is one.
    static func event(_ number: Int, file: [UInt8]? = nil) -> [UInt8] {
        let name = "soeknad-\(number).txt"
        let objekt = file.map {
            """
            ,"dokumentobjekt":[{"versjonsnummer":1,"variantformat":{"kode":"P"},"format":{"kode":"x-fmt/111"},"filnavn":"\(name)",\
            "referanseDokumentfil":"\(name)","sjekksum":"\(SHA256.hex($0))","sjekksumAlgoritme":"SHA-256","filstoerrelse":\($0.count)}]
            """
        }
        let filer = file.map { #","filer":[{"navn":"\#(name)","data_base64":"\#(Base64.encode($0))"}]"# }
        let (kommune, id) = (kommune(number), id(number))
        let text = """
            {"specversion":"1.0","id":"\(id)","source":"/no/\(kommune)/byggsak",\
            "type":"no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett","kommune":"\(kommune)",\
            "datacontenttype":"application/json","data":{"system":"Byggsak","antallFiler":\(file == nil ? 0 : 1),\
            "mappe":{"type":"saksmappe","tittel":"Nybygg enebolig med garasje, Furubakken \(number)",\
            "part":[{"partNavn":"Kari Eksempel","postadresse":["Furubakken \(number)"],"postnummer":"2319","poststed":"Hamar"}],\
            "referanseEksternNoekkel":{"fagsystem":"Byggsak","noekkel":"sak-\(number)"},\
            "saksstatus":{"kode":"B"},"saksdato":"2026-02-12"},\
            "registrering":{"type":"journalpost","tittel":"Søknad om tillatelse til tiltak, Furubakken \(number)",\
            "referanseForelderMappe":{"referanseEksternNoekkel":{"fagsystem":"Byggsak","noekkel":"sak-\(number)"}},\
            "dokumentbeskrivelse":[{"tittel":"Søknad om tillatelse til tiltak","dokumenttype":{"kode":"SØKNAD"},\
            "dokumentstatus":{"kode":"F"},"tilknyttetRegistreringSom":{"kode":"H"},"dokumentnummer":1\(objekt ?? "")}],\
            "korrespondansepart":[{"korrespondanseparttype":{"kode":"EA"},"korrespondansepartNavn":"Kari Eksempel",\
            "postadresse":["Furubakken \(number)"],"postnummer":"2319","poststed":"Hamar"}],\
            "referanseEksternNoekkel":{"fagsystem":"Byggsak","noekkel":"post-\(number)"},\
            "journalposttype":{"kode":"I"},"dokumentetsDato":"2026-02-12"}\(filer ?? "")}}
            """
        return Array(text.utf8)
    }

    /// The record on `inbound.byggsak`.
    static func record(_ number: Int, file: [UInt8]? = nil) -> NewRecord {
        NewRecord(
            key: Array(kommune(number).utf8), value: event(number, file: file),
            headers: [RecordHeader("content-type", "application/cloudevents+json; charset=utf-8")])
    }

    /// Messages by the partition they go to.
    static func batches(_ numbers: Range<Int>, _ topics: Topics) -> [(partition: Int32, records: [NewRecord])] {
        Dictionary(grouping: numbers) { topics.partition(of: kommune($0)) }.sorted { $0.key < $1.key }
            .map { ($0.key, $0.value.map { record($0) }) }
    }
}
