import Contracts
import ServiceKit

/// The retention service, put together: read it from top to bottom.
public enum RetentionApp {
    /// What the executable starts.
    public static let definition = ServiceDefinition(
        .retention, summary: "Bevaring og kassasjon: works out what is kept, what is destroyed, and when."
    ) { context in
        let service = try await ShardService.prepare(RetentionModel(), context: context)
        var routes = ServiceRoutes(context, openAPI: Contracts.openAPI(of: "retention") ?? [])
        AdminRoutes(service).add(to: &routes)
        service.run(at: try context.serve(routes))
    }
}
