import Domain
import ShardRuntime
import SQLite

/// What notifications is to the runtime.
struct NotificationsModel: FollowingModel {
    let service = "notifications"
    let upstream = ["registry", "documents", "retention"]
    let events = EventCatalogue([KommuneFulgt.self])
    let migrations = [FollowedKommune.migration]
}
