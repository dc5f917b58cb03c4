import Contracts
import ServiceKit

/// The notifications service, put together: read it from top to bottom.
public enum NotificationsApp {
    /// What the executable starts.
    public static let definition = ServiceDefinition(
        .notifications, summary: "Tells the people concerned: subscriptions, feeds, deadlines, delivery."
    ) { context in
        let service = try await ShardService.prepare(NotificationsModel(), context: context)
        var routes = ServiceRoutes(context, openAPI: Contracts.openAPI(of: "notifications") ?? [])
        AdminRoutes(service).add(to: &routes)
        service.run(at: try context.serve(routes))
    }
}
