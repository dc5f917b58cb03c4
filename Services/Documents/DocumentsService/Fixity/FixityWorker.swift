import Domain
import Observability

/// Reads every stored file again on a schedule, at a limited rate, and hands what it found to the owner as commands.
///
/// What was checked when stands in the store, so whoever owns the municipality next goes on where this one was.
struct FixityWorker: Sendable {
    /// What it needs of the service.
    struct Surroundings: Sendable {
        /// The municipalities that this instance owns.
        var kommuner: @Sendable () -> [Organisasjonsnummer]
        /// Looks into a municipality's store; nil when it has none here.
        var files:
            @Sendable (Organisasjonsnummer, _ kontrollertFoer: Tidspunkt, _ skaddeFoer: Tidspunkt, _ limit: Int) async throws -> [Lagretfil]
        /// Hands in a report; false when it was not taken, and the files are read again another time.
        var report: @Sendable (Organisasjonsnummer, MeldFiksitet) async throws -> Bool
    }

    let surroundings: Surroundings
    let store: any ContentStore
    let plan: FixityPlan
    let time: any TimeSource
    let logger: Logger
    let meters: FixityMeters

    /// Works until cancelled.
    func run() async throws {
        var pace = ReadPace(bytesPerSecond: plan.bytesPerSecond, time: time)
        while true {
            try Task.checkCancellation()
            var count = 0
            for kommune in surroundings.kommuner() { count += try await round(kommune, &pace) }
            if count == 0 { try await time.sleep(for: plan.idleInterval) }
        }
    }

    /// Checks what is due in one municipality, up to one report. Gives how many files were reported.
    func round(_ kommune: Organisasjonsnummer, _ pace: inout ReadPace) async throws -> Int {
        let now = time.now()
        let due = try await surroundings.files(
            kommune, now - plan.interval, now - min(plan.damagedInterval, plan.interval), FixityPlan.reportFilesMax)
        guard !due.isEmpty else { return 0 }
        let (started, deadline) = (now, time.elapsed() + FixityPlan.reportInterval)
        var found: [MeldFiksitet.Kontroll] = []
        for fil in due where time.elapsed() < deadline {
            guard let checked = try await FileCheck.check(fil, kommune, in: store, pace: &pace) else { continue }
            found.append(try await confirmed(checked, fil, kommune, &pace))
            meters.checkedBytes.increment(by: Int(checked.antallBytes))
        }
        guard !found.isEmpty, try await surroundings.report(kommune, MeldFiksitet(kontroller: found, startetDato: started)) else {
            return 0
        }
        meters.checkedFiles.increment(by: found.count)
        for kontroll in found { if let skade = kontroll.skade { tell(skade, kontroll.sjekksum, kommune) } }
        return found.count
    }

    /// Damage is believed when it is found twice: memory and cables fail too. Changed bytes are then set aside: they are not the document, and
    /// must not be given to anybody as it; the right ones can be stored again.
    private func confirmed(
        _ checked: MeldFiksitet.Kontroll, _ fil: Lagretfil, _ kommune: Organisasjonsnummer, _ pace: inout ReadPace
    ) async throws -> MeldFiksitet.Kontroll {
        guard checked.skade != nil, let again = try await FileCheck.check(fil, kommune, in: store, pace: &pace) else { return checked }
        if let slag = again.skade?.slag, slag != .borte, let digest = ContentDigest(fil.sjekksum) {
            try await store.setAside(ContentKey(kommune: kommune, digest: digest))
        }
        return again
    }

    private func tell(_ skade: Filskade, _ sjekksum: String, _ kommune: Organisasjonsnummer) {
        meters.damagedFiles.increment()
        logger.error(
            "a stored file is damaged", ["kommune": .kommune(kommune), "sjekksum": .id(sjekksum), "skade": .name(skade.slag.rawValue)])
    }
}

extension Tidspunkt {
    /// So long before.
    static func - (moment: Tidspunkt, span: Duration) -> Tidspunkt {
        Tidspunkt(
            milliseconds: moment.milliseconds - Int64(span.components.seconds) * 1_000 - span.components.attoseconds / 1_000_000_000_000_000
        )
    }
}
