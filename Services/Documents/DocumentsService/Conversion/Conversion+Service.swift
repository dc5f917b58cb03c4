import Domain
import Foundation
import ServiceKit
import ShardRuntime

extension ShardService<DocumentsModel> {
    /// Makes copies in archive format as long as the service runs.
    func keepConverting(_ content: any ContentStore, disk: DiskThreads) {
        let settings = ConversionSettings(context.configuration)
        let folder = "\(context.settings.data.path)/konvertering/\(context.settings.service.rawValue)-\(context.settings.instance)"
        PrivateFolder.clean(folder)
        let job = ConversionJob(
            converters: Converters(settings, searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"),
            content: content, disk: disk, programs: DiskThreads(threads: settings.parallel), workFolder: folder)
        let worker = ConversionWorker(
            surroundings: .init(
                kommuner: { [self] in owned },
                jobs: { [runtime] kommune, now, found, limit in
                    try await runtime.reads.read(kommune) { try DocumentsLager($0).konverteringsarbeid(now, found, limit: limit) } ?? []
                },
                made: { [self] kommune, command in await isTaken(command, for: kommune) },
                missed: { [self] kommune, command in await isTaken(command, for: kommune) }), job: job, time: context.time,
            logger: context.logger)
        background("conversion") { try await worker.run() }
    }
}

extension DocumentsLager {
    /// What there is to convert, with what the worker must know of each file.
    func konverteringsarbeid(
        _ now: Tidspunkt, _ found: Set<Konverteringsregel.Verktoey>, limit: Int
    ) throws -> [ConversionWorker.Work] {
        try skalKonverteres(innen: now, funnet: found, limit: limit).compactMap { rad in
            guard let lagret = try fil(rad.dokumentobjekt)?.lagret else { return nil }
            return ConversionWorker.Work(
                dokumentobjekt: rad.dokumentobjekt, verktoey: rad.verktoey, sjekksum: lagret.sjekksum, format: lagret.format)
        }
    }
}
