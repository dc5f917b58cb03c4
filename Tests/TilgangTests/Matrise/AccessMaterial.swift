import CommitLog
import Contracts
import Crypto
import Domain
import Foundation
import ServiceKit
import ServiceTestSupport
import ShardRuntime

/// What is asked for: three cases that one partner sent, an open one, a screened one and a graded one, and whatever else a route needs.
struct AccessMaterial {
    var objects: [AccessObject] = []
    var journaldato = ""
    /// A class that anybody may see, and one that is a person's number.
    var klasse = (open: "", person: "")
    var klassifikasjonssystem = ""
    var arkivdel = ""
    var arkiv = ""
    /// A hold on the screened case.
    var sperre = ""
    /// Subscriptions by the identity of who made them; the founder's stands for somebody else's.
    var abonnementer: [String: String] = [:]
    /// One that is there to be ended.
    var extra = ""
    /// An upload of the sender's that is not finished.
    var opplasting = ""
    /// Messages that were set aside, by service.
    var karantene: [ServiceName: [String]] = [:]
    /// The sender's first message, as it was sent.
    var meldinger: [String: CloudEvent] = [:]
    /// A moment before everything.
    var begynnelse = ""

    static let reason = "grunnhemmelig"
    static let fil = Array("matrise".utf8)
    static let kassasjon: JSONValue = [
        "kassasjon": ["kassasjonsvedtak": "K", "kassasjonsdato": "2040-01-01"], "begrunnelse": "Vedtatt",
    ]
    static let skjerming: JSONValue = ["tilgangsrestriksjon": "13", "skjermingshjemmel": "Offl. § 13"]

    var aapen: AccessObject { objects[0] }
    var skjermet: AccessObject { objects[1] }
    var gradert: AccessObject { objects[2] }

    /// Makes it, and waits until every service knows of it.
    static func make(_ suite: RunningSuite) async throws -> AccessMaterial {
        var material = AccessMaterial()
        material.begynnelse = "2020-01-01T00:00:00Z"
        for (number, navn, orgnr) in [("3403", "Hamar", AccessReader.hamar), ("3412", "Løten", AccessReader.loeten)] {
            try await suite.made(
                .registry, "POST", AccessRequest("/kommuner", json: kommune(orgnr, number, navn)).withoutKommune, as: .installer)
        }
        try await material.subscribe(suite)
        try await material.structure(suite)
        for (name, word, publicWord) in [
            ("open", "synligord", nil), ("screened", "skjermetord", "offentligord"), ("graded", "gradertord", "halvtord"),
        ] {
            material.objects.append(try await material.object(name, word, publicWord, suite))
        }
        try await material.send("skole", sak("Skolens sak", noekkel: "skole"), id: "skole-1", suite)
        try await material.files(suite)
        try await material.retained(suite)
        try await material.quarantine(suite)
        try await material.told(suite)
        return material
    }

    static func kommune(_ orgnr: String, _ number: String, _ navn: String) -> JSONValue {
        ["organisasjonsnummer": .string(orgnr), "kommunenummer": .string(number), "navn": .string(navn)]
    }

    // MARK: - Messages

    static func sak(_ tittel: String, noekkel: String) -> [String: JSONValue] {
        ["type": "saksmappe", "tittel": .string(tittel), "referanseEksternNoekkel": ekstern(noekkel)]
    }

    private static func ekstern(_ noekkel: String) -> JSONValue { ["fagsystem": "Byggesak", "noekkel": .string(noekkel)] }

    /// A message with a case, as a partner sends it.
    static func event(_ id: String, of partner: String, for kommune: String = AccessReader.hamar, _ data: JSONValue) -> CloudEvent {
        CloudEvent(
            id: id, source: "/no/\(kommune)/\(partner)", type: "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett",
            extensions: ["kommune": kommune], data: .json(data))
    }

    @discardableResult
    private mutating func send(_ partner: String, _ mappe: [String: JSONValue], id: String, _ suite: RunningSuite) async throws -> JSONValue
    {
        let event = Self.event(id, of: partner, ["system": "Byggesak", "antallFiler": 0, "mappe": .object(mappe)])
        if meldinger[partner] == nil { meldinger[partner] = event }
        return try await suite.kvittering(event, as: partner)
    }

    /// A case with a journalpost in it, and a document with a file.
    private mutating func object(
        _ name: String, _ word: String, _ publicWord: String?, _ suite: RunningSuite
    ) async throws -> AccessObject {
        var mappe = Self.sak("Sak om \(word)", noekkel: name)
        mappe["saksansvarlig"] = ["navn": "Kari Nordmann", "identifikator": "kari"]
        var vern: [String: JSONValue] = [:]
        if name == "screened" {
            vern["skjerming"] = ["tilgangsrestriksjon": ["kode": "13"], "skjermingshjemmel": "Offl. § 13"]
        } else if name == "graded" {
            vern["gradering"] = ["grad": ["kode": "F"], "graderingsdato": "2026-01-02T00:00:00Z", "gradertAv": "Ola"]
        }
        mappe.merge(vern) { $1 }
        mappe["offentligTittel"] = publicWord.map { .string("Sak om \($0)") }
        let made = try await send("byggsak", mappe, id: "sak-\(name)", suite)
        mappe["referanseEksternNoekkel"] = Self.ekstern("\(name)-lukket")
        mappe["klassifikasjon"] = [["klassifikasjonssystemID": "KK", "klasseID": "B77"]]
        let lukket = try await send("byggsak", mappe, id: "lukket-\(name)", suite)["mappeKvittering"]?["systemID"]?.text
        var post: [String: JSONValue] = [
            "type": "journalpost", "tittel": .string("Notat om \(word)"), "journalposttype": ["kode": "X"],
            "referanseForelderMappe": ["referanseEksternNoekkel": Self.ekstern(name)],
            "dokumentbeskrivelse": [
                [
                    "tittel": .string("Dokument om \(word)"), "tilknyttetRegistreringSom": ["kode": "H"], "dokumenttype": ["kode": "KORR"],
                    "dokumentobjekt": [["filnavn": .string("\(word).txt"), "referanseDokumentfil": .string("\(word).txt")]],
                ]
            ],
        ]
        post["offentligTittel"] = publicWord.map { .string("Notat om \($0)") }
        let melding: JSONValue = [
            "arkivmelding": ["system": "Byggesak", "antallFiler": 1, "registrering": .object(post)],
            "filer": [["navn": .string("\(word).txt"), "data_base64": .string(Base64.encode(Array("innhold \(word)".utf8)))]],
        ]
        let letter = try await suite.kvittering(Self.event("post-\(name)", of: "byggsak", melding), as: "byggsak")
        guard let id = made["mappeKvittering"]?["systemID"]?.text, let postID = letter["registreringKvittering"]?["systemID"]?.text else {
            throw Unexpected(description: "\(made) \(letter)")
        }
        let sak = try await suite.made(.registry, "GET", AccessRequest("/saksmapper/\(id)"))
        let read = try await suite.made(.registry, "GET", AccessRequest("/journalposter/\(postID)"))
        let dokument = read["dokumentbeskrivelse"]?[0]
        journaldato = read["journaldato"]?.text ?? ""
        guard let mappeID = SystemID(id), let registrering = SystemID(postID), let number = sak["mappeID"]?.text,
            let postnummer = read["registreringsID"]?.text, let dok = dokument?["systemID"]?.text.flatMap({ SystemID($0) }),
            let objekt = dokument?["dokumentobjekt"]?[0]?["systemID"]?.text.flatMap({ SystemID($0) }),
            let lukket = lukket.flatMap({ SystemID($0) })
        else { throw Unexpected(description: "\(sak) \(read)") }
        return AccessObject(
            name: name, word: word, publicWord: publicWord, mappe: mappeID, saksnummer: number, post: registrering,
            postnummer: postnummer, dokument: dok, dokumentobjekt: objekt, lukket: lukket)
    }

    // MARK: - What else there is

    private mutating func structure(_ suite: RunningSuite) async throws {
        func klasse(_ system: String, _ id: String, _ tittel: String) async throws -> JSONValue {
            let wish: JSONValue = ["klassifikasjonssystem": .string(system), "klasseID": .string(id), "tittel": .string(tittel)]
            return try await suite.made(.registry, "POST", AccessRequest("/klasser", json: wish))
        }
        let open = try await klasse("KK", "B77", "Klasse")
        self.klasse = (open["systemID"]?.text ?? "", try await klasse("Personnummer", "19085830948", "personord")["systemID"]?.text ?? "")
        klassifikasjonssystem = open["referanseKlassifikasjonssystem"]?.text ?? ""
        let deler = try await suite.made(.registry, "GET", AccessRequest("/arkivdeler"))
        arkivdel = deler["treff"]?[0]?["systemID"]?.text ?? ""
        arkiv = deler["treff"]?[0]?["referanseArkiv"]?.text ?? ""
    }

    private mutating func files(_ suite: RunningSuite) async throws {
        for object in objects {
            try await eventually("the file of the \(object.name) document") {
                let answer = try await suite.answer(
                    .documents, "GET", AccessRequest("/dokumentobjekter/\(object.dokumentobjekt)/fil"), as: AccessReader.founder.identity,
                    kommune: AccessReader.hamar)
                return answer.status == 200 ? true : nil
            }
        }
        var begin = AccessRequest("/filer")
        begin.headers = [("Upload-Complete", "?0")]
        let begun = try await suite.answer(
            .documents, "POST", begin, as: AccessReader.sender.identity, kommune: AccessReader.hamar)
        guard let place = begun.headers["Location"] else { throw Unexpected(description: "\(begun.status) \(begun.text)") }
        opplasting = String(place.prefix { $0 != "?" })
        var whole = AccessRequest("/filer")
        whole.body = Self.fil
        try await suite.made(.documents, "POST", whole, as: .sender)
        try await eventually("the sender's upload") {
            let answer = try await suite.answer(
                .documents, "GET", AccessRequest("/filer/sha256:\(SHA256.hex(Self.fil))"), as: AccessReader.sender.identity,
                kommune: AccessReader.hamar)
            return answer.status == 200 ? true : nil
        }
    }

    private mutating func retained(_ suite: RunningSuite) async throws {
        for object in objects {
            try await suite.made(.registry, "PUT", AccessRequest("/saksmapper/\(object.lukket)/kassasjon", json: Self.kassasjon))
            try await suite.made(.registry, "POST", AccessRequest("/saksmapper/\(object.lukket)/avslutt", json: [:]))
            try await eventually("the date of the \(object.name) case") {
                let answer = try await suite.answer(
                    .retention, "GET", AccessRequest("/kassasjon/\(object.lukket)"), as: AccessReader.founder.identity,
                    kommune: AccessReader.hamar)
                return answer.json["kassasjonsdato"]?.text == "2040-01-01" ? true : nil
            }
        }
        let hold: JSONValue = ["gjelder": ["mappe": .string(skjermet.mappe.rawValue)], "begrunnelse": .string(Self.reason)]
        let made = try await suite.made(.retention, "POST", AccessRequest("/kassasjon/sperrer", json: hold))
        sperre = made["systemID"]?.text ?? ""
    }

    /// Commands in a partition where they do not belong, three in every service.
    private mutating func quarantine(_ suite: RunningSuite) async throws {
        guard let hamar = Organisasjonsnummer(AccessReader.hamar) else { return }
        try await suite.folder.withLog { log, topics in
            for service in RunningSuite.names {
                for number in 1...3 {
                    let record = CommandRecord.make(
                        kommune: hamar, type: "ukjent", payload: Array("{}".utf8), source: "matrise", id: "\(number)",
                        digest: SHA256.hex([UInt8(number)]), traceparent: nil)
                    let wrong = (topics.partition(of: hamar.rawValue) + 1) % topics.partitions
                    let place = TopicPartition(topics.commands(service.rawValue), wrong)
                    _ = try await log.append([record], to: place)
                }
            }
        }
        for service in RunningSuite.names {
            let set: [String] = try await eventually("three messages in the quarantine of \(service)") {
                let page = try await suite.made(service, "GET", AccessRequest("/quarantine").withoutKommune)
                let ids = page["treff"]?.elements?.compactMap { $0["id"]?.text } ?? []
                return ids.count == 3 ? ids : nil
            }
            karantene[service] = set
        }
    }

    private mutating func subscribe(_ suite: RunningSuite) async throws {
        func subscribe(_ reader: AccessReader) async throws -> String {
            let wish: JSONValue = ["navn": "Alt", "filter": ["kommune": .string(reader.kommune)], "levering": ["type": "sse"]]
            let request = AccessRequest("/abonnementer", json: wish).withoutKommune
            return try await eventually("a subscription of \(reader.identity)") {
                let answer = try await suite.answer(.notifications, "POST", request, as: reader.identity, kommune: nil)
                return answer.json["id"]?.text
            }
        }
        for reader in AccessReader.all + [.founder] where reader.role != .operator {
            abonnementer[reader.identity] = try await subscribe(reader)
        }
        extra = try await subscribe(.founder)
    }

    /// Waits until the feeds have told of everything.
    private func told(_ suite: RunningSuite) async throws {
        guard let own = abonnementer[AccessReader.founder.identity] else { return }
        for object in objects {
            try await eventually("that the feed tells of the \(object.name) journalpost") {
                let page = try await suite.made(
                    .notifications, "GET", AccessRequest("/abonnementer/\(own)/hendelser", [("limit", "500")]).withoutKommune)
                let told = String(decoding: page.encoded(), as: UTF8.self)
                return told.contains(object.post.rawValue) && told.contains("fil.lagret") ? true : nil
            }
        }
    }
}

extension RunningSuite {
    /// Sends a request that must succeed.
    @discardableResult
    func made(
        _ service: ServiceName, _ method: String, _ request: AccessRequest, as reader: AccessReader = .founder
    ) async throws -> JSONValue {
        let answer = try await answer(service, method, request, as: reader.identity, kommune: AccessReader.hamar)
        guard (200..<300).contains(answer.status) else {
            throw Unexpected(description: "\(method) \(request.path): \(answer.status) \(answer.text)")
        }
        return answer.json
    }

    /// Sends a message as a partner, and waits for what its receipt says.
    fileprivate func kvittering(_ event: CloudEvent, as partner: String) async throws -> JSONValue {
        var request = AccessRequest("/cloudevents").withoutKommune
        (request.body, request.headers) = (event.encoded(), [("Content-Type", "application/cloudevents+json")])
        let taken = try await answer(.registry, "POST", request, as: partner, kommune: nil)
        guard taken.status == 202 else { throw Unexpected(description: "\(event.id): \(taken.status) \(taken.text)") }
        return try await eventually("the receipt of \(event.id)") {
            let query = [("source", event.source), ("id", event.id)]
            let answer = try await self.answer(
                .registry, "GET", AccessRequest("/receipts", query).withoutKommune, as: partner, kommune: nil)
            let last = answer.json.elements?.last
            guard let type = last?["type"]?.text, !type.hasSuffix(".mottatt") else { return nil }
            guard type.hasSuffix(".kvittering") else { throw Unexpected(description: "\(event.id): \(answer.text)") }
            return last?["data"]
        }
    }
}
