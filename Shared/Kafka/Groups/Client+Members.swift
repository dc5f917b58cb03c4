import CRdKafka
import CommitLog

extension Client {
    /// The members of a group by their clients' names; nil while the group is settling. Waits for the network.
    ///
    /// Not by the admin interface: in 2.0.2 what it asks of a group's coordinator can end the process while the coordinator moves.
    func members(of group: String, _ timeoutMilliseconds: Int32) throws -> Set<String>? {
        try use { client in
            var answer: UnsafePointer<rd_kafka_group_list>?
            let error = rd_kafka_list_groups(client, group, &answer, timeoutMilliseconds)
            defer { if let answer { rd_kafka_group_list_destroy(answer) } }
            // A broker that is down makes the answer partial; the group is in it all the same when its coordinator is up.
            guard let answer, error == RD_KAFKA_RESP_ERR_NO_ERROR || error == RD_KAFKA_RESP_ERR__PARTIAL else {
                throw LogError(.unavailable, "the members of the group \(group): \(text(error))")
            }
            let groups = UnsafeBufferPointer(start: answer.pointee.groups, count: Int(answer.pointee.group_cnt))
            // Not there: its coordinator is not reached yet, or is just moving.
            guard let found = groups.first(where: { String(cString: $0.group) == group && $0.err == RD_KAFKA_RESP_ERR_NO_ERROR }),
                String(cString: found.state) == "Stable"
            else { return nil }
            return Set(UnsafeBufferPointer(start: found.members, count: Int(found.member_cnt)).map { String(cString: $0.client_id) })
        }
    }
}
