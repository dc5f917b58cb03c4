import Contracts
import ServiceKit

/// The notifications service, put together: read it from top to bottom.
public enum NotificationsApp {
    /// What the executable starts.
    public static let definition = ServiceDefinition(
        .notifications, summary: "Tells the people concerned: subscriptions, feeds, deadlines, delivery.",
        keys: NotificationsConfiguration.keys.listed + DeliveryConfiguration.keys.listed
    ) { context in
        let configuration = NotificationsConfiguration(context.configuration)
        let delivery = try DeliverySettings(context)
        // What the other services commit becomes hendelser; subscriptions are commands.
        let service = try await ShardService.prepare(NotificationsModel(), context: context)

        // What is answered over HTTP.
        var routes = ServiceRoutes(context, openAPI: Contracts.openAPI(of: "notifications") ?? [])
        AbonnementRoutes(service, delivery: delivery).add(to: &routes)
        HendelseRoutes(service).add(to: &routes)
        AdminRoutes(service).add(to: &routes)
        service.run(at: try context.serve(routes))

        // What time brings: reminders of deadlines, and the end of what is kept.
        let frister = Fristarbeid(service, configuration)
        service.background("deadlines") { try await frister.run() }
    }
}
