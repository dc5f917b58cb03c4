import Contracts
import Domain
import ServiceKit
import ShardRuntime

/// The registry, put together: read it from top to bottom.
public enum RegistryApp {
    /// What the executable starts.
    public static let definition = ServiceDefinition(
        .registry, summary: "Takes in messages, numbers cases and journalposter, gives receipts, keeps the journal.",
        keys: RegistryConfiguration.listed
    ) { context in
        // The log, its topics, the owners of this instance's partitions.
        let service = try await ShardService.prepare(
            RegistryModel(allowsBegrenset: context.configuration[RegistryConfiguration.allowsBegrenset]), context: context)

        // What is answered over HTTP.
        var routes = ServiceRoutes(context, openAPI: Contracts.openAPI(of: "registry") ?? [])
        CloudEventRoutes(service).add(to: &routes)
        ReceiptRoutes(service).add(to: &routes)
        KommuneRoutes(service).add(to: &routes)
        ArkivRoutes(service).add(to: &routes)
        StrukturRoutes(service).add(to: &routes)
        SakRoutes(service).add(to: &routes)
        JournalpostRoutes(service).add(to: &routes)
        KassasjonRoutes(service).add(to: &routes)
        SkjermingRoutes(service).add(to: &routes)
        PubliseringRoutes(service).add(to: &routes)
        AdminRoutes(service, resubmit: Resubmission(service).resubmit, origin: MottattMelding.origin(ofType:payload:)).add(to: &routes)
        service.run(at: try context.serve(routes))

        // What partners write to their topics, and what they posted over HTTP.
        RegistryIntake(service).run()

        // What becomes public by the day, and what is so no longer.
        service.background("tilgang") { try await Tilgangsarbeid(service).run() }
        service.background("publisering") { try await Publiseringsarbeid(service).run() }
    }
}
