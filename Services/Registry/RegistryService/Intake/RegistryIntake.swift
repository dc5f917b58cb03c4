import CommitLog
import ServiceKit
import ShardRuntime

/// The intake, put together: every partner's own topic, what all of them posted, and what it tells of itself.
struct RegistryIntake {
    private let service: ShardService<RegistryModel>

    init(_ service: ShardService<RegistryModel>) { self.service = service }

    /// Begins; ends with the service.
    func run() {
        let (context, topics) = (service.context, service.topics)
        let alarms = IntakeAlarms(metrics: context.metrics, time: context.time, logger: context.logger)
        let figures = IntakeFigures(time: context.time) { [owners = service.owners] partition in
            let publisher = owners.lastHeard(of: ReaderName.publisher(RegistryModel.serviceName, partition))
            return publisher.map(\.answered) ?? 0
        }
        let partners = context.partners.partners
        let strangers = StrangersTopics(
            partners: partners.map(\.navn), topics: topics, log: service.log, alarms: alarms, time: context.time)
        IntakeReport(alarms: alarms, figures: figures, time: context.time).register(
            metrics: context.metrics, health: context.health, status: service.contributions, hasBegun: { strangers.hasLooked })
        let around = IntakeSurroundings(
            examiner: IntakeExaminer(municipalities: service.municipalities, time: context.time), log: service.log, topics: topics,
            owners: service.owners, instance: service.runtime.environment.instance, time: context.time, alarms: alarms, figures: figures,
            logger: context.logger)
        let posted = PostedIntake(sources: partners.map { .posted($0, topics) }, around: around)
        service.background("posted messages") { try await posted.run() }
        service.background("partners' topics") { try await strangers.keep() }
        for partner in partners {
            let intake = PartnerIntake(source: .inbound(partner, topics), strangers: strangers, around: around)
            service.background("intake") { try await intake.run() }
        }
    }
}
