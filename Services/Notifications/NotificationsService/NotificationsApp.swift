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
        let service = try await ShardService.prepare(
            NotificationsModel(parts: [VarslingPart(), LeveringPart(plan: delivery.plan)]), context: context)

        // Whoever follows a feed is told of each commit as it comes.
        let hub = FeedHub(
            reads: service.runtime.reads, canRead: { service.runtime.canRead($0) }, time: context.time, logger: context.logger,
            metrics: context.metrics, limits: configuration.feeds)
        service.runtime.environment.committed.listen { hub.wake($0) }
        service.background("feeds") { try await hub.watch() }

        // What is answered over HTTP.
        var routes = ServiceRoutes(context, openAPI: Contracts.openAPI(of: "notifications") ?? [])
        AbonnementRoutes(service, hub, delivery: delivery).add(to: &routes)
        HendelseRoutes(service, hub).add(to: &routes)
        AdminRoutes(service).add(to: &routes)
        service.run(at: try context.serve(routes, connections: configuration.connections))

        // What time brings: reminders of deadlines, and the end of what is kept.
        let frister = Fristarbeid(service, configuration)
        service.background("deadlines") { try await frister.run() }
    }
}
