import Domain
import Observability
import ServiceKit
import Transfer

/// The effective values of the service's own keys.
struct DocumentsSettings: Sendable {
    /// Where the files lie.
    let contentPath: String
    /// The largest file, in bytes.
    let limitFileBytes: Int64
    /// How many files are fetched at a time.
    let lanes: RetrievalLanes.Limits
    /// When is tried again, told and given up.
    let plan: Hentingsplan
    /// Limits of a download.
    let downloads: TransferLimits
    /// Whom downloads trust.
    let tls: TLSOptions

    init(_ context: ServiceContext) {
        let (keys, values) = (DocumentsConfiguration(), context.configuration)
        contentPath = values[keys.content] ?? "\(context.settings.data.path)/content"
        limitFileBytes = Int64(values[keys.fileBytes])
        lanes = RetrievalLanes.Limits(
            near: values[keys.messages], far: values[keys.downloads], farPerPartner: values[keys.downloadsPerPartner])
        plan = Hentingsplan(
            foersteVentMilliseconds: values[keys.firstRetry].wholeMilliseconds,
            lengsteVentMilliseconds: values[keys.longestRetry].wholeMilliseconds,
            varselEtterMilliseconds: values[keys.tellAfter].wholeMilliseconds,
            giOppEtterMilliseconds: values[keys.giveUpAfter].wholeMilliseconds,
            opplastingVentesMilliseconds: values[keys.uploadWait].wholeMilliseconds)
        var limits = TransferLimits.file
        (limits.timeout, limits.minimumBytesPerSecond) = (values[keys.downloadTime], values[keys.downloadSpeed])
        downloads = limits
        var tls = TLSOptions()
        tls.authoritiesFile = values[keys.authorities]
        self.tls = tls
    }
}
