import Contracts
import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// The structure that cases lie in: arkivdeler, classification systems and classes. Read by all, made by archivists.
struct StrukturRoutes {
    private let service: ShardService<RegistryModel>
    private let desk: CommandDesk
    private let readers: Set<Role> = [.partner, .saksbehandler, .arkivar]

    init(_ service: ShardService<RegistryModel>) { (self.service, desk) = (service, CommandDesk(service: service)) }

    func add(to routes: inout ServiceRoutes) {
        routes.on(.get, "/arkivdeler", for: readers) { request in try await self.list(request) { try $0.arkivdeler() } }
        routes.on(.get, "/klassifikasjonssystemer", for: readers) { request in
            try await self.list(request) { try $0.klassifikasjonssystemer() }
        }
        routes.on(.get, "/klassifikasjonssystemer/{systemID}/klasser", for: readers) { request in try await self.klasser(request) }
        routes.on(.get, "/klasser/{systemID}", for: readers) { request in try await self.klasse(request) }
        routes.on(.post, "/arkivdeler", for: CommandDesk.archivists) { request in
            try await self.desk.give(self.arkivdel(request), status: 201, request)
        }
        routes.on(.post, "/klassifikasjonssystemer", for: CommandDesk.archivists) { request in
            var form = try RequestForm(request, allowed: ["tittel", "klassifikasjonstype", "beskrivelse"])
            let command = OpprettKlassifikasjonssystem(
                tittel: form.text("tittel"), klassifikasjonstype: form.optionalText("klassifikasjonstype"),
                beskrivelse: form.optionalText("beskrivelse"))
            try form.finish()
            return try await self.desk.give(command, status: 201, request)
        }
        routes.on(.post, "/klasser", for: CommandDesk.archivists) { request in
            try await self.desk.give(self.klasse(request), status: 201, request)
        }
    }

    // MARK: Reading

    private func list<Value: Encodable & Sendable>(
        _ request: AuthorizedRequest, _ query: @escaping @Sendable (RegistryQueries) throws -> [Value]
    ) async throws -> HTTPResponse {
        let (kommune, leser, dag) = (try request.kommune(), request.principal.leser, service.today)
        return try await service.desk.read(kommune, request) {
            let found =
                try await service.runtime.reads.read(kommune) { try query(RegistryQueries(database: $0, leser: leser, dag: dag)) } ?? []
            return ObjectPage.response(try found.map { try JSONBytes.encode($0) })
        }
    }

    private func klasser(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let (kommune, leser, system) = (try request.kommune(), request.principal.leser, try CommandDesk.systemID(request))
        let dag = service.today
        let after = request.request.query["after"] ?? ""
        return try await service.desk.read(kommune, request) {
            let found =
                try await service.runtime.reads.read(kommune) { database -> [Klasse]? in
                    let queries = RegistryQueries(database: database, leser: leser, dag: dag)
                    guard try queries.klassifikasjonssystemer().contains(where: { $0.systemID == system }) else { return nil }
                    return try queries.klasser(i: system, after: after)
                } ?? nil
            guard let found else { throw ProblemDetails.notFound("no classification system \(system) is in the archive of \(kommune)") }
            let last = found.count == RegistryQueries.limitPage ? found.last : nil
            return ObjectPage.response(
                try found.map { try JSONBytes.encode($0) },
                neste: last.map {
                    "/klassifikasjonssystemer/\(system)/klasser?kommune=\(kommune)&after=\(PercentEncoding.query($0.klasseID))"
                })
        }
    }

    private func klasse(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let (kommune, leser, id) = (try request.kommune(), request.principal.leser, try CommandDesk.systemID(request))
        let dag = service.today
        return try await service.desk.read(kommune, request) {
            let found =
                try await service.runtime.reads.read(kommune) { try RegistryQueries(database: $0, leser: leser, dag: dag).klasse(id) }
                ?? nil
            guard let found else {
                throw ProblemDetails.notFound("no klasse \(id) is in the archive of \(kommune), or none for you to see")
            }
            return .json(try JSONBytes.encode(found))
        }
    }

    // MARK: Making

    private func arkivdel(_ request: AuthorizedRequest) throws -> OpprettArkivdel {
        var form = try RequestForm(
            request, allowed: ["referanseArkiv", "tittel", "beskrivelse", "klassifikasjonssystem", "referanseForloeper"])
        let arkiv = form.optionalSystemID("referanseArkiv")
        if !form.has("referanseArkiv") { form.fault("referanseArkiv", "missing_member", "referanseArkiv is required") }
        let (tittel, beskrivelse) = (form.text("tittel"), form.optionalText("beskrivelse"))
        let (systems, forloeper) = (form.texts("klassifikasjonssystem"), form.optionalSystemID("referanseForloeper"))
        try form.finish()
        guard let arkiv else { throw ProblemDetails.badRequest("referanseArkiv is required") }
        return OpprettArkivdel(
            referanseArkiv: arkiv, tittel: tittel, beskrivelse: beskrivelse, klassifikasjonssystem: systems, referanseForloeper: forloeper)
    }

    private func klasse(_ request: AuthorizedRequest) throws -> OpprettKlasse {
        var form = try RequestForm(request, allowed: ["klassifikasjonssystem", "klasseID", "tittel", "overordnetKlasse", "kassasjon"])
        let kassasjon = form.object("kassasjon", allowed: ["kassasjonsvedtak", "kassasjonshjemmel", "bevaringstid"]) { inner in
            OpprettKlasse.Arkivkassasjon(
                kassasjonsvedtak: inner.text("kassasjonsvedtak"), kassasjonshjemmel: inner.optionalText("kassasjonshjemmel"),
                bevaringstid: inner.optionalInteger("bevaringstid"))
        }
        let command = OpprettKlasse(
            klassifikasjonssystem: form.text("klassifikasjonssystem"), klasseID: form.text("klasseID"), tittel: form.text("tittel"),
            overordnetKlasse: form.optionalText("overordnetKlasse"), kassasjon: kassasjon)
        try form.finish()
        return command
    }
}
