import Contracts
import ServiceKit
import ShardRuntime
import Transfer

/// The documents service, put together: read it from top to bottom.
public enum DocumentsApp {
    /// What the executable starts.
    public static let definition = ServiceDefinition(
        .documents, summary: "Keeps the files: dokumentbeskrivelse, dokumentobjekt and their bytes.", keys: DocumentsConfiguration.listed
    ) { context in
        let settings = DocumentsSettings(context)
        let service = try await ShardService.prepare(DocumentsModel(plan: settings.plan), context: context)

        // Where the bytes lie.
        let disk = DiskThreads()
        let stored = StoredFilesInLog(log: service.log, topics: service.topics)
        let content = try await ContentBackEnd.open(context, directory: settings.contentPath, disk: disk) { try await stored.isAny() }
        ContentHealth(content).register(in: context)

        // What fetches files, for the municipalities owned here.
        let client = HTTPClient(configuration: .downloads(settings))
        context.shutdown.add("download client", .resources) { _ in await client.shutdown() }
        let lanes = RetrievalLanes(limits: settings.lanes)
        let meters = RetrievalMeters(context.metrics, time: context.time)
        let henter = Filhenter(
            log: service.log, content: content, disk: disk,
            nedlasting: Nedlasting(downloader: Downloader(client: client), partners: context.partners, limits: settings.downloads),
            reads: service.runtime.reads, limitFileBytes: settings.limitFileBytes)

        // What is answered over HTTP.
        var routes = ServiceRoutes(context, openAPI: Contracts.openAPI(of: "documents") ?? [])
        DokumentRoutes(service, lanes: lanes).add(to: &routes)
        FiksitetRoutes(service).add(to: &routes)
        FilRoutes(service, content: content, disk: disk).add(to: &routes)
        OpplastingRoutes(Opplastingsskranke(service: service, content: content, limitFileBytes: settings.limitFileBytes)).add(to: &routes)
        AdminRoutes(service).add(to: &routes)
        service.run(at: try context.serve(routes))

        // What works when nobody asks.
        let worker = RetrievalWorker(
            service: service, henter: henter, lanes: lanes, meters: meters,
            bell: WorkBell(service.runtime.environment.committed))
        service.background("content marker", needsLog: false) { try await content.gate.watch() }
        service.background("unreadable files", needsLog: false) { try await content.unreadable.recheck(in: content) }
        service.background("retrieval") { try await worker.run() }
        service.background("retrieval figures") { try await MissingFiles(service: service, meters: meters).run() }
        service.keepFixity(of: content)
        service.keepConverting(content, disk: disk)
    }
}

extension HTTPClientConfiguration {
    /// A client for downloads alone: what partners' servers do to it concerns nobody else.
    fileprivate static func downloads(_ settings: DocumentsSettings) -> HTTPClientConfiguration {
        var configuration = HTTPClientConfiguration()
        configuration.tls = settings.tls
        return configuration
    }
}
