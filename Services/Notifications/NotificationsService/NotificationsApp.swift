import Contracts
import ServiceKit
import Transfer

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
            NotificationsModel(parts: [VarslingPart(), LeveringPart(plan: delivery.plan)]), context: context,
            connections: configuration.connections)

        // Whoever follows a feed is told of each commit as it comes.
        let hub = FeedHub(
            reads: service.runtime.reads, canRead: { service.runtime.isReadable($0) }, authorizer: context.authorizer, time: context.time,
            logger: context.logger, metrics: context.metrics, limits: configuration.feeds)
        service.runtime.environment.committed.listen { hub.wake($0) }
        service.background("feeds", needsLog: false) { try await hub.watch() }

        // What is sent: webhooks and letters.
        let meters = DeliveryMeters(context.metrics)
        let client = HTTPClient(configuration: delivery.clientConfiguration)
        context.shutdown.add("webhook client", .resources) { _ in await client.shutdown() }
        let webhooks = WebhookWorker(service, delivery, client: client, meters: meters)

        // What is answered over HTTP.
        var routes = ServiceRoutes(context, openAPI: Contracts.openAPI(of: "notifications") ?? [])
        AbonnementRoutes(service, hub, delivery: delivery).add(to: &routes)
        HendelseRoutes(service, hub).add(to: &routes)
        LeveringRoutes(service, delivery, webhooks).add(to: &routes)
        PageRoutes(try PageFiles()).add(to: &routes)
        AdminRoutes(service).add(to: &routes)
        EmailRoutes(service, keys: delivery.sealing).add(to: &routes)
        let url = try context.serve(routes, connections: configuration.connections)
        service.run(at: url)

        // What time brings: reminders of deadlines, and the end of what is kept.
        let frister = Fristarbeid(service, configuration)
        service.background("deadlines") { try await frister.run() }

        // What is due is sent by whoever owns its municipality.
        service.background("webhooks") { try await webhooks.run() }
        if let mail = delivery.mail {
            let mailClient = MailClient()
            context.shutdown.add("mail client", .resources) { _ in await mailClient.shutdown() }
            let links = EmailLinks(base: delivery.publicURL ?? url, keys: delivery.sealing)
            let letters = MailWorker(service, mail, delivery.mailDomains, links, client: mailClient, meters: meters)
            service.background("letters") { try await letters.run() }
        }
        let watch = QueueWatch(service, meters)
        service.background("delivery queue") { try await watch.run() }
    }
}
