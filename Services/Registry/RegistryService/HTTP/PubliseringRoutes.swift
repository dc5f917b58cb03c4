import Contracts
import Domain
import HTTPServer
import ServiceKit
import ShardRuntime

/// The municipality's publishing policy: read by its own people, set by archivists, with the reason.
struct PubliseringRoutes {
    private let service: ShardService<RegistryModel>
    private let desk: CommandDesk

    init(_ service: ShardService<RegistryModel>) { (self.service, desk) = (service, CommandDesk(service: service)) }

    private static let members: Set<String> = [
        "journalstatuser", "journalposttyper", "unntatteArkivdeler", "forsinkelseDager", "kreverOffentlighetsvurdering", "begrunnelse",
    ]

    func add(to routes: inout ServiceRoutes) {
        routes.on(.get, "/publisering", for: CommandDesk.writers) { request in
            let kommune = try request.kommune()
            return try await self.service.desk.read(kommune, request) {
                let regel = try await self.service.runtime.reads.read(kommune) { database in
                    let arkiv = SQLiteArkiv(database)
                    let regel = arkiv.publiseringsregel()
                    try arkiv.check()
                    return regel
                }
                return .json(try JSONBytes.encode(regel ?? Publiseringsregel()))
            }
        }
        routes.on(.put, "/publisering", for: CommandDesk.archivists) { request in
            try await self.desk.give(try Self.command(request), request)
        }
    }

    /// The whole policy: a member that is left out has its standard value.
    private static func command(_ request: AuthorizedRequest) throws -> EndrePubliseringsregel {
        var form = try RequestForm(request, allowed: members)
        var regel = Publiseringsregel()
        if form.has("journalstatuser") { regel.journalstatuser = form.texts("journalstatuser") }
        if form.has("journalposttyper") { regel.journalposttyper = form.texts("journalposttyper") }
        for (index, text) in form.texts("unntatteArkivdeler").enumerated() {
            if let id = SystemID(text) {
                regel.unntatteArkivdeler.append(id)
            } else {
                form.fault("unntatteArkivdeler/\(index)", "wrong_form", "«\(text)» is not a systemID (a UUID)")
            }
        }
        regel.forsinkelseDager = form.optionalInteger("forsinkelseDager") ?? regel.forsinkelseDager
        regel.kreverOffentlighetsvurdering = form.flag("kreverOffentlighetsvurdering")
        let reason = form.text("begrunnelse")
        try form.finish()
        return EndrePubliseringsregel(regel: regel, begrunnelse: reason)
    }
}
