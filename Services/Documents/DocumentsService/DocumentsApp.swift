import Contracts
import ServiceKit

/// The documents service, put together: read it from top to bottom.
public enum DocumentsApp {
    /// What the executable starts.
    public static let definition = ServiceDefinition(
        .documents, summary: "Keeps the files: dokumentbeskrivelse, dokumentobjekt and their bytes."
    ) { context in
        let service = try await ShardService.prepare(DocumentsModel(), context: context)
        var routes = ServiceRoutes(context, openAPI: Contracts.openAPI(of: "documents") ?? [])
        AdminRoutes(service).add(to: &routes)
        service.run(at: try context.serve(routes))
    }
}
