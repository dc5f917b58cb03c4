import Domain
import ShardRuntime
import SQLite

/// What retention is to the runtime.
struct RetentionModel: FollowingModel {
    let service = "retention"
    let upstream = ["registry", "documents"]
    let events = EventCatalogue([KommuneFulgt.self])
    let migrations = [FollowedKommune.migration]
}
