import Contracts
import Domain
import ServiceKit
import ShardRuntime

/// The registry, put together: read it from top to bottom.
public enum RegistryApp {
    /// What the executable starts.
    public static let definition = ServiceDefinition(
        .registry, summary: "Takes in messages, numbers cases and journalposter, gives receipts, keeps the journal."
    ) { context in
        // The log, its topics, the owners of this instance's partitions.
        let service = try await ShardService.prepare(RegistryModel(), context: context)

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
        AdminRoutes(service, resubmit: Resubmission(service).resubmit, origin: MottattMelding.origin(ofType:payload:)).add(to: &routes)
        service.run(at: try context.serve(routes))

        // What partners write to their topics.
        let examiner = IntakeExaminer(municipalities: service.municipalities, time: context.time)
        let alarms = IntakeAlarms(metrics: context.metrics, logger: context.logger)
        for partner in context.partners.partners {
            let intake = PartnerIntake(
                partner: partner, examiner: examiner, log: service.log, topics: service.topics, owners: service.owners,
                instance: service.runtime.environment.instance, time: context.time, alarms: alarms)
            service.background("intake") { try await intake.run() }
        }
    }
}
