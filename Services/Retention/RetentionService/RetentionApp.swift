import Contracts
import ServiceKit

/// The retention service, put together: read it from top to bottom.
public enum RetentionApp {
    /// What the executable starts.
    public static let definition = ServiceDefinition(
        .retention, summary: "Bevaring og kassasjon: works out what is kept, what is destroyed, and when."
    ) { context in
        // The log, its topics, the owners of this instance's partitions. The model follows the registry and works out dates.
        let service = try await ShardService.prepare(RetentionModel(), context: context)

        // What is answered over HTTP.
        var routes = ServiceRoutes(context, openAPI: Contracts.openAPI(of: "retention") ?? [])
        ForfallRoutes(service).add(to: &routes)
        SperreRoutes(service).add(to: &routes)
        KassasjonRoutes(service).add(to: &routes)
        AdminRoutes(service).add(to: &routes)
        service.run(at: try context.serve(routes))

        // Goes on with what one commit could not work out, and tells how the archive's structure stands.
        service.background("omberegning") { try await RecomputingWorker(service: service).run() }
        Kassasjonsmaaling(service).start()
    }
}
