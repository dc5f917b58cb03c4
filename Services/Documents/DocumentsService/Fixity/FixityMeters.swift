import Observability

/// The figures of fixity and of the search for orphans.
struct FixityMeters: Sendable {
    let checkedFiles: Counter
    let checkedBytes: Counter
    let damagedFiles: Counter
    let removedOrphans: Counter
    let removedUploads: Counter

    init(_ metrics: MetricsRegistry) {
        checkedFiles = metrics.counter("sakarkiv_documents_fixity_files_total", help: "Stored files read again and compared.")
        checkedBytes = metrics.counter("sakarkiv_documents_fixity_bytes_total", help: "Bytes of stored files read again.")
        damagedFiles = metrics.counter(
            "sakarkiv_documents_fixity_damaged_total", help: "Stored files found damaged; a file counts again each time it is looked at.")
        removedOrphans = metrics.counter(
            "sakarkiv_documents_orphans_removed_total", help: "Files without a commit removed after the grace time.")
        removedUploads = metrics.counter(
            "sakarkiv_documents_uploads_abandoned_total", help: "Unfinished uploads and half-written files removed after the grace time.")
    }
}
