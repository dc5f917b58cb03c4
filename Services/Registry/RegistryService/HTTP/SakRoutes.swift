import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// The life of a case: its status, closing, opening again, another class, remarks.
struct SakRoutes {
    private let desk: CommandDesk

    init(_ service: ShardService<RegistryModel>) { desk = CommandDesk(service: service) }

    func add(to routes: inout ServiceRoutes) {
        routes.on(.post, "/saksmapper/{systemID}/status", for: CommandDesk.writers) { request in
            var form = try RequestForm(request, allowed: ["saksstatus"])
            let status = form.text("saksstatus")
            try form.finish()
            return try await self.give(request) { EndreSaksstatus(saksmappe: $0, saksstatus: status) }
        }
        routes.on(.post, "/saksmapper/{systemID}/avslutt", for: CommandDesk.writers) { request in
            var form = try RequestForm(request, allowed: ["avskrivRestanser"])
            let writeOff = form.flag("avskrivRestanser")
            try form.finish()
            return try await self.give(request) { AvsluttSaksmappe(saksmappe: $0, avskrivRestanser: writeOff) }
        }
        routes.on(.post, "/saksmapper/{systemID}/gjenaapne", for: CommandDesk.archivists) { request in
            var form = try RequestForm(request, allowed: ["begrunnelse"])
            let reason = form.text("begrunnelse")
            try form.finish()
            return try await self.give(request) { GjenaapneSaksmappe(saksmappe: $0, begrunnelse: reason) }
        }
        routes.on(.post, "/saksmapper/{systemID}/omklassifiser", for: CommandDesk.archivists) { request in
            var form = try RequestForm(request, allowed: ["klasseID", "begrunnelse"])
            let (klasseID, reason) = (form.text("klasseID"), form.text("begrunnelse"))
            try form.finish()
            return try await self.give(request) { OmklassifiserMappe(mappe: $0, klasseID: klasseID, begrunnelse: reason) }
        }
        remarks(at: "/saksmapper/{systemID}/merknader", &routes) { .mappe($0) }
        remarks(at: "/journalposter/{systemID}/merknader", &routes) { .registrering($0) }
        remarks(at: "/dokumentbeskrivelser/{systemID}/merknader", &routes) { .dokumentbeskrivelse($0) }
    }

    private func give(
        _ request: AuthorizedRequest, _ command: (ReferanseTilMappe) -> some RegistryCommand
    ) async throws -> HTTPResponse {
        let id = try CommandDesk.systemID(request)
        return try await desk.give(command(ReferanseTilMappe(systemID: id)), about: .mappe(id), request)
    }

    private func remarks(at pattern: String, _ routes: inout ServiceRoutes, _ owner: @escaping @Sendable (SystemID) -> Arkivenhet) {
        routes.on(.post, pattern, for: CommandDesk.writers) { request in
            var form = try RequestForm(request, allowed: ["merknadstekst", "merknadstype"])
            let (text, type) = (form.text("merknadstekst"), form.optionalText("merknadstype"))
            try form.finish()
            let eier = owner(try CommandDesk.systemID(request))
            return try await self.desk.give(
                OpprettMerknad(eier: eier, merknadstekst: text, merknadstype: type), about: Kassasjonsenhet(eier), status: 201, request)
        }
    }
}
