import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// The life of a journalpost: its status, and how it is written off.
struct JournalpostRoutes {
    private let desk: CommandDesk

    init(_ service: ShardService<RegistryModel>) { desk = CommandDesk(service: service) }

    func add(to routes: inout ServiceRoutes) {
        routes.on(.post, "/journalposter/{systemID}/status", for: CommandDesk.writers) { request in
            var form = try RequestForm(request, allowed: ["journalstatus"])
            let status = form.text("journalstatus")
            try form.finish()
            return try await self.give(request) { EndreJournalstatus(journalpost: $0, journalstatus: status) }
        }
        routes.on(.post, "/journalposter/{systemID}/avskrivninger", for: CommandDesk.writers) { request in
            try await self.writeOff(request)
        }
        routes.on(.delete, "/journalposter/{systemID}/avskrivninger", for: CommandDesk.writers) { request in
            try await self.give(request) { OpphevAvskrivning(journalpost: $0) }
        }
        routes.on(.delete, "/journalposter/{systemID}/avskrivninger/{avskrivning}", for: CommandDesk.writers) { request in
            let avskrivning = try CommandDesk.systemID(request, "avskrivning")
            return try await self.give(request) { OpphevAvskrivning(journalpost: $0, avskrivning: avskrivning) }
        }
    }

    private func writeOff(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        var form = try RequestForm(
            request,
            allowed: ["avskrivningsdato", "avskrivningsmaate", "avskrevetAv", "referanseAvskrivesAvJournalpost", "korrespondansepart"])
        let maate = form.text("avskrivningsmaate")
        // The day is part of the request: with an idempotency key the same request must be the same tomorrow.
        let dato = form.date("avskrivningsdato")
        let who = form.optionalText("avskrevetAv") ?? request.principal.identity
        let (answer, part) = (form.optionalSystemID("referanseAvskrivesAvJournalpost"), form.optionalText("korrespondansepart"))
        try form.finish()
        var avskrivning = Arkivmelding.Avskrivning(
            avskrivningsdato: dato, avskrevetAv: Arkivmelding.Identifikatorer(navn: who), avskrivningsmaate: Arkivmelding.Kode(kode: maate))
        avskrivning.referanseAvskrivesAvJournalpost = answer.map { ReferanseTilRegistrering(systemID: $0) }
        return try await give(request, status: 201) { [avskrivning] in
            AvskrivJournalpost(journalpost: $0, avskrivning: avskrivning, korrespondansepart: part)
        }
    }

    private func give(
        _ request: AuthorizedRequest, status: Int = 200, _ command: (ReferanseTilRegistrering) -> some RegistryCommand
    ) async throws -> HTTPResponse {
        let id = try CommandDesk.systemID(request)
        return try await desk.give(command(ReferanseTilRegistrering(systemID: id)), about: .registrering(id), status: status, request)
    }
}
