import CRdKafka
import CommitLog

extension LogRecord {
    /// A copy of a fetched message; the message still belongs to the caller.
    init(_ message: UnsafePointer<rd_kafka_message_t>, at place: TopicPartition) {
        let content = message.pointee
        self.init(
            place: place, offset: content.offset, key: copy(content.key, content.key_len), value: copy(content.payload, content.len),
            headers: Self.headers(of: message), timestamp: rd_kafka_message_timestamp(message, nil))
    }

    private static func headers(of message: UnsafePointer<rd_kafka_message_t>) -> [RecordHeader] {
        var list: OpaquePointer?
        guard rd_kafka_message_headers(message, &list) == RD_KAFKA_RESP_ERR_NO_ERROR, let list else { return [] }
        let count = rd_kafka_header_cnt(list)
        var headers: [RecordHeader] = []
        headers.reserveCapacity(count)
        var name: UnsafePointer<CChar>?
        var value: UnsafeRawPointer?
        var size = 0
        for index in 0..<count where rd_kafka_header_get_all(list, index, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR {
            // A header with the value null says that there is none of that name: it is not an empty text.
            guard let value = copy(value, size) else { continue }
            headers.append(RecordHeader(name.map { String(cString: $0) } ?? "", value))
        }
        return headers
    }

    /// Key, value and headers together: what a reader counts against its limit of one hand-over.
    var bytes: Int { headers.reduce((key?.count ?? 0) + (value?.count ?? 0)) { $0 + $1.name.utf8.count + $1.value.count } }
}

private func copy(_ start: UnsafeRawPointer?, _ count: Int) -> [UInt8]? {
    start.map { Array(UnsafeRawBufferPointer(start: $0, count: count)) }
}
