import Domain
import Observability

/// Makes the copies in archive format that were ordered, and hands what came of it to the owner as commands. What waits stands in the store: whoever owns
/// the municipality next goes on.
struct ConversionWorker: Sendable {
    /// What it needs of the service.
    struct Surroundings: Sendable {
        /// The municipalities that this instance owns.
        var kommuner: @Sendable () -> [Organisasjonsnummer]
        /// What is to be done by now, with the programs that are here.
        var jobs: @Sendable (Organisasjonsnummer, Tidspunkt, Set<Konverteringsregel.Verktoey>, Int) async throws -> [Work]
        var made: @Sendable (Organisasjonsnummer, MeldKonvertert) async throws -> Bool
        var missed: @Sendable (Organisasjonsnummer, MeldKonverteringUteblitt) async throws -> Bool
    }

    /// One file to convert.
    struct Work: Sendable {
        let dokumentobjekt: SystemID
        let verktoey: Konverteringsregel.Verktoey
        let sjekksum: String
        let format: String
    }

    let surroundings: Surroundings
    let job: ConversionJob
    let time: any TimeSource
    let logger: Logger

    /// Works until cancelled.
    func run() async throws {
        while true {
            try Task.checkCancellation()
            var count = 0
            for kommune in surroundings.kommuner() { count += try await round(kommune) }
            if count == 0 { try await time.sleep(for: ConversionSettings.idleInterval) }
        }
    }

    /// Does what is due in one municipality; gives how many results were taken.
    func round(_ kommune: Organisasjonsnummer) async throws -> Int {
        let work = try await surroundings.jobs(kommune, time.now(), job.converters.found, ConversionSettings.batchJobs)
        return try await withThrowingTaskGroup(of: Bool.self) { group in
            var (count, running) = (0, 0)
            for one in work {
                if running == job.converters.settings.parallel {
                    count += try await group.next() == true ? 1 : 0
                    running -= 1
                }
                group.addTask { try await convert(one, kommune) }
                running += 1
            }
            for try await isTaken in group where isTaken { count += 1 }
            return count
        }
    }

    private func convert(_ work: Work, _ kommune: Organisasjonsnummer) async throws -> Bool {
        guard let digest = ContentDigest(work.sjekksum) else { return false }
        let result: ConversionJob.Result
        do {
            result = try await job.convert(
                ContentKey(kommune: kommune, digest: digest), format: FormatTable[work.format], by: work.verktoey)
        } catch let error as ContentError {
            // The storage is away, or the file is: either is somebody else's alarm, and the job stays.
            logger.warning("a conversion waits for its file", ["kommune": .kommune(kommune), "reason": .reason(error)])
            return false
        }
        switch result {
        case .made(let stored, let found, let tool, let comment):
            return try await surroundings.made(
                kommune,
                MeldKonvertert(
                    dokumentobjekt: work.dokumentobjekt, fraSjekksum: work.sjekksum, sjekksum: stored.digest.hex,
                    filstoerrelse: stored.byteCount, format: found.format.puid, formatDetaljer: found.details,
                    mimeType: found.format.mediaType, verktoey: tool, kommentar: comment))
        case .failed(let reason, let words):
            return try await surroundings.missed(
                kommune, MeldKonverteringUteblitt(dokumentobjekt: work.dokumentobjekt, grunn: reason, melding: words))
        }
    }
}
