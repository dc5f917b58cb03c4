import Contracts
import Domain
import Foundation
import HTTPServer
import ServiceKit
import ShardRuntime

/// Gives commands of callers over HTTP to the owner of their municipality, and answers with what it made of them.
struct CommandDesk {
    /// Who writes cases: caseworkers and archivists.
    static let writers: Set<Role> = [.saksbehandler, .arkivar]
    /// Who decides on structure, classes, disposal, and opens what was closed (krav 3.2.11): archivists.
    static let archivists: Set<Role> = [.arkivar]

    let service: ShardService<RegistryModel>

    /// Gives one command. Who may not see the object it is about may not change it either; a name hidden by itself in it keeps nobody from their work,
    /// but from what would show it. The owner asks again when it decides: it may have become the owner in between, and what is screened may have
    /// changed.
    func give<Command: RegistryCommand>(
        _ command: Command, about enhet: Kassasjonsenhet? = nil, status: Int = 200, _ request: AuthorizedRequest
    ) async throws -> HTTPResponse {
        let kommune = try request.kommune()
        if let enhet, service.runtime.owns(kommune) { try await refuseUnseen(enhet, kommune, request) }
        // The same request must give the same bytes: an idempotency key tells a repeat by their digest.
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var given = GivenCommand(actor: request.principal.identity, command: command)
        // What the giver may see is not what they ask for: a repeat is one also after their clearance has changed.
        let asked = Array(try encoder.encode(given))
        given.leser = request.principal.leser
        let payload = Array(try encoder.encode(given))
        return try await service.desk.command(Command.commandType, payload, asked: asked, for: kommune, request) { reply in
            .json(reply.encoded(), status: status)
        }
    }

    private func refuseUnseen(_ enhet: Kassasjonsenhet, _ kommune: Organisasjonsnummer, _ request: AuthorizedRequest) async throws {
        let tilgang = try await service.runtime.reads.read(kommune) { database in
            let arkiv = SQLiteArkiv(database)
            let tilgang = arkiv.tilgang(enhet)
            try arkiv.check()
            return tilgang
        }
        // One that does not exist is the decision's to tell.
        guard !request.principal.leser.visning(av: tilgang ?? nil, service.today).viserInnhold else { return }
        switch enhet {
        // That there is one is told by the decision to nobody either.
        case .klasse, .arkivdel: return
        case .mappe, .registrering, .dokumentbeskrivelse:
            throw ProblemDetails.forbidden("\(request.principal.identity) is not cleared for this object, and may not change it")
        }
    }

    /// The systemID in the path.
    static func systemID(_ request: AuthorizedRequest, _ name: String = "systemID") throws(ProblemDetails) -> SystemID {
        guard let id = SystemID(request[parameter: name]) else {
            throw .badRequest("«\(request[parameter: name])» is not a systemID (a UUID)")
        }
        return id
    }
}
