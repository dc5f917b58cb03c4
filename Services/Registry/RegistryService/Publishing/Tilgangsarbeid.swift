import Domain
import Observability
import ServiceKit
import ShardRuntime

/// Says again, for municipalities that an earlier program made, what protects each object: the services that follow the registry were told less then.
///
/// How far it has come stands in the store and thereby in the log: whoever owns the partition next goes on there.
actor Tilgangsarbeid {
    /// How often it looks for municipalities that came to this instance, milliseconds.
    static let pauseMilliseconds: Int64 = 1_000

    private let service: ShardService<RegistryModel>
    private var ferdige: Set<Organisasjonsnummer> = []

    init(_ service: ShardService<RegistryModel>) { self.service = service }

    /// Looks, again and again, until cancelled.
    func run() async throws {
        while !Task.isCancelled {
            for kommune in service.owned where !ferdige.contains(kommune) {
                do { try await goOn(kommune) } catch {
                    service.context.logger.warning(
                        "registry could not say again what protects the archive's objects",
                        ["kommune": .kommune(kommune), "reason": .reason(error)])
                }
            }
            try await service.context.time.sleep(for: .milliseconds(Self.pauseMilliseconds))
        }
    }

    private func goOn(_ kommune: Organisasjonsnummer) async throws {
        while !Task.isCancelled {
            let known = try await service.runtime.reads.read(kommune) { database in
                let arkiv = SQLiteArkiv(database)
                let gjengivelse = arkiv.tilgangsgjengivelse()
                try arkiv.check()
                return gjengivelse
            }
            guard let known else { return }
            if known.erFerdig {
                ferdige.insert(kommune)
                return
            }
            let command = GivenCommand(actor: RegistryModel.serviceName, command: GjengiTilgang())
            guard case .success(let decision) = await service.give(command, for: kommune), decision.answer?.rejection == nil else { return }
        }
    }
}
