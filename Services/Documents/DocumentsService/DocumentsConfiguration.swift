import Domain
import ServiceKit

/// Every key of the documents service beside those all services have: name, default, unit.
struct DocumentsConfiguration: Sendable {
    /// Where the files lie.
    let content = ConfigurationKey<String?>(
        "SAKARKIV_DOCUMENTS_CONTENT", .optional(.path), "directory of the files, shared by all instances; <data>/content when not given")
    /// The largest file.
    let fileBytes = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_FILE_MAX_BYTES", .integer(1...(1 << 50)), default: "2147483648", unit: "bytes",
        "the largest file that is taken, uploaded or fetched")
    /// Messages at a time.
    let messages = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_PARALLEL_MESSAGES", .integer(1...256), default: "4", unit: "messages",
        "how many messages are unpacked at a time")
    /// Downloads at a time.
    let downloads = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_PARALLEL_DOWNLOADS", .integer(1...256), default: "8", unit: "files",
        "how many files are fetched from addresses at a time")
    /// Downloads at a time for one partner.
    let downloadsPerPartner = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_PARALLEL_DOWNLOADS_PER_PARTNER", .integer(1...256), default: "4", unit: "files",
        "how many of those for one partner")
    /// How long a download may take.
    let downloadTime = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_DOWNLOAD_SECONDS", .seconds(1...86_400), default: "3600", unit: "seconds",
        "how long one file may take to be fetched")
    /// How slow a download may be.
    let downloadSpeed = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_DOWNLOAD_MIN_BYTES_PER_SECOND", .integer(1...(1 << 30)), default: "1000", unit: "bytes per second",
        "a server that is slower for half a minute is given up until later")
    /// Whom downloads trust.
    let authorities = ConfigurationKey<String?>(
        "SAKARKIV_DOCUMENTS_DOWNLOAD_CA_FILE", .optional(.path),
        "PEM file with the authorities that downloads trust, instead of the system's")
    /// The first wait.
    let firstRetry = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_RETRY_FIRST_MILLISECONDS", .milliseconds(10...3_600_000), default: "2000", unit: "milliseconds",
        "how long after the first failure a file is tried again; doubled each time")
    /// The longest wait.
    let longestRetry = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_RETRY_LONGEST_SECONDS", .seconds(1...86_400), default: "900", unit: "seconds",
        "the longest wait between two attempts")
    /// When the sender is told.
    let tellAfter = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_TELL_AFTER_SECONDS", .seconds(0...604_800), default: "600", unit: "seconds",
        "how long a failure that may pass lasts before the sender gets a receipt")
    /// When a file is given up.
    let giveUpAfter = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_GIVE_UP_AFTER_SECONDS", .seconds(1...31_536_000), default: "259200", unit: "seconds",
        "how long a file is tried before it counts as not to be had")
    /// How long an upload is waited for.
    let uploadWait = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_UPLOAD_WAIT_SECONDS", .seconds(1...31_536_000), default: "86400", unit: "seconds",
        "how long an upload that a message names is waited for")

    /// The keys for the service's table.
    static let listed: [ListedKey] = {
        let keys = DocumentsConfiguration()
        return [
            keys.content.listed, keys.fileBytes.listed, keys.messages.listed, keys.downloads.listed, keys.downloadsPerPartner.listed,
            keys.downloadTime.listed, keys.downloadSpeed.listed, keys.authorities.listed, keys.firstRetry.listed, keys.longestRetry.listed,
            keys.tellAfter.listed, keys.giveUpAfter.listed, keys.uploadWait.listed,
        ] + ContentBackEnd.keys + FixityPlan.keys + ConversionSettings.keys
    }()
}
