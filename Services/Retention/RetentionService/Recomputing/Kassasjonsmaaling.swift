import Domain
import Observability
import ServiceKit
import ShardRuntime
import Synchronization

/// What operators see of retention: working outs under way, and the alarm for rings in the structure.
struct Kassasjonsmaaling: Sendable {
    /// How often the stores of this instance are looked at, milliseconds.
    static let everyMilliseconds: Int64 = 5_000

    private struct Tall: Sendable {
        var omberegninger = 0
        var sloeyfer = 0
    }

    private let service: ShardService<RetentionModel>
    private let tall = Maalt()

    /// The last look, by municipality.
    private final class Maalt: Sendable {
        let values = Mutex<[Organisasjonsnummer: Tall]>([:])
    }

    init(_ service: ShardService<RetentionModel>) { self.service = service }

    /// Registers the figures and keeps them up to date until the service ends.
    func start() {
        let tall = tall
        func gauges(_ name: String, _ help: String, _ value: @escaping @Sendable (Tall) -> Int) {
            service.context.metrics.gauges(name, help: help) {
                tall.values.withLock { values in values.map { MetricSample(["kommune": $0.key.rawValue], Double(value($0.value))) } }
            }
        }
        gauges("sakarkiv_kassasjon_recomputations", "Changes of rules whose dates are being worked out.") { $0.omberegninger }
        gauges("sakarkiv_kassasjon_loops", "Alarm: rings of classes or mapper, from which no decision can be found.") { $0.sloeyfer }
        let copy = self
        service.background("kassasjon figures") { try await copy.follow() }
    }

    private func follow() async throws {
        while !Task.isCancelled {
            for kommune in service.municipalities.all {
                guard service.runtime.owns(kommune) else {
                    tall.values.withLock { $0[kommune] = nil }
                    continue
                }
                let read = try await service.runtime.reads.read(kommune) { database in
                    let lager = Kassasjonslager(database)
                    return Tall(omberegninger: try lager.antallOmberegninger(), sloeyfer: try lager.antallSloeyfer())
                }
                guard let read else { continue }
                let before = tall.values.withLock { values in
                    defer { values[kommune] = read }
                    return values[kommune]?.sloeyfer ?? 0
                }
                if read.sloeyfer > before {
                    service.context.logger.error(
                        "retention_loop: classes or mapper lie in each other; see GET /kassasjon/sloeyfer",
                        ["kommune": .kommune(kommune), "rings": .number(read.sloeyfer)])
                }
            }
            try await service.context.time.sleep(for: .milliseconds(Self.everyMilliseconds))
        }
    }
}
