import Domain
import ShardRuntime
import SQLite

/// What documents is to the runtime.
struct DocumentsModel: FollowingModel {
    let service = "documents"
    let upstream = ["registry"]
    let events = EventCatalogue([KommuneFulgt.self])
    let migrations = [FollowedKommune.migration]
}
