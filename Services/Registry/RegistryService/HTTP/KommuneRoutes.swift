import Contracts
import Domain
import Foundation
import HTTPServer
import ServiceKit
import ShardRuntime

/// The municipalities: set up by an operator who acts for them, seen by all who do.
struct KommuneRoutes {
    private let service: ShardService<RegistryModel>

    init(_ service: ShardService<RegistryModel>) { self.service = service }

    /// How long a new municipality may take to be known to every part, milliseconds.
    private static let limitKnownMilliseconds = 5_000

    func add(to routes: inout ServiceRoutes) {
        let everyone = Set(Role.allCases)
        routes.on(.post, "/kommuner", for: [.operator]) { request in try await self.create(request) }
        routes.on(.get, "/kommuner", for: everyone) { request in
            let all = self.service.municipalities.all.filter { request.principal.kommuner.contains($0) }
            return .json(JSONValue.object(["treff": .array(all.compactMap { self.service.municipalities.municipality($0) })]).encoded())
        }
        routes.on(.get, "/kommuner/{organisasjonsnummer}", for: everyone) { request in
            let text = request[parameter: "organisasjonsnummer"]
            guard let kommune = Organisasjonsnummer(text), request.principal.kommuner.contains(kommune),
                let found = self.service.municipalities.municipality(kommune)
            else {
                throw ProblemDetails.notFound("no municipality «\(text)» is set up here")
            }
            return .json(found.encoded())
        }
    }

    private func create(_ request: AuthorizedRequest) async throws -> HTTPResponse {
        let body = try JSONReader.read(request.request.body)
        var faults: [Fault] = []
        func text(_ name: String) -> String {
            guard let value = body[name]?.text, !value.isEmpty else {
                faults.append(Fault(pointer: "/\(name)", code: "missing_member", message: "\(name) is required, as text"))
                return ""
            }
            return value
        }
        let (orgnr, kommunenummer, navn) = (text("organisasjonsnummer"), text("kommunenummer"), text("navn"))
        let kommune = Organisasjonsnummer(orgnr)
        if !orgnr.isEmpty, kommune == nil || kommune == InstallationShard.number {
            faults.append(
                Fault(
                    pointer: "/organisasjonsnummer", code: "invalid_value",
                    message: "«\(orgnr)» is not an organisasjonsnummer: nine digits with a check digit"))
        }
        guard faults.isEmpty, let kommune else { throw Rejection(.ugyldigforespoersel, faults) }
        guard request.principal.kommuner.contains(kommune) else {
            throw ProblemDetails.forbidden("\(request.principal.identity) may not act for the municipality \(kommune)")
        }
        var command = OpprettKommune(organisasjonsnummer: kommune, kommunenummer: kommunenummer, navn: navn)
        if let enhet = body["administrativEnhet"]?.text { command.administrativEnhet = enhet }
        if let ansvarlig = body["saksansvarlig"]?.text { command.saksansvarlig = ansvarlig }
        if let enhet = body["journalenhet"]?.text { command.journalenhet = enhet }
        // The same request must give the same bytes: an idempotency key tells a repeat by their digest.
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let payload = try encoder.encode(GivenCommand(actor: request.principal.identity, command: command))
        let known = service.municipalities.municipality(kommune) != nil
        return try await service.desk.command(OpprettKommune.commandType, Array(payload), for: kommune, request, isNewKommune: true) {
            reply in
            try await self.waitUntilKnown(kommune)
            return .json(reply.encoded(), status: known ? 200 : 201)
        }
    }

    /// The caller's next request must find the municipality: it is known here when its record has come back on the shared topic.
    private func waitUntilKnown(_ kommune: Organisasjonsnummer) async throws {
        for _ in 0..<(Self.limitKnownMilliseconds / 10) {
            if service.municipalities.municipality(kommune) != nil { return }
            try await service.context.time.sleep(for: .milliseconds(10))
        }
    }
}
