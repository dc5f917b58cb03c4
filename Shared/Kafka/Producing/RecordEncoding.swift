import CRdKafka
import CommitLog

extension NewRecord {
    /// Key, value and headers together, as `TopicSettings.maximumRecordBytes` counts them.
    var bytes: Int {
        headers.reduce((key?.count ?? 0) + (value?.count ?? 0)) { $0 + $1.name.utf8.count + $1.value.count }
    }

    /// Hands a copy of the record to librdkafka. Never waits.
    func produce(by client: OpaquePointer, to topic: OpaquePointer, _ partition: Int32, for batch: AppendBatch) -> rd_kafka_resp_err_t {
        let headers = headers.isEmpty ? nil : Self.encode(headers)
        let error = withBytes(of: key) { key in
            withBytes(of: value) { value in
                crdkafka_produce(
                    client, topic, partition, key?.baseAddress, key?.count ?? 0, value?.baseAddress, value?.count ?? 0, headers,
                    batch.opaque)
            }
        }
        // librdkafka owns the headers only of a record that it has taken.
        if error != RD_KAFKA_RESP_ERR_NO_ERROR, let headers { rd_kafka_headers_destroy(headers) }
        return error
    }

    private static func encode(_ headers: [RecordHeader]) -> OpaquePointer? {
        let list = rd_kafka_headers_new(headers.count)
        for header in headers {
            var name = header.name
            name.withUTF8 { name in
                withBytes(of: header.value) { value in
                    name.withMemoryRebound(to: CChar.self) { name in
                        _ = rd_kafka_header_add(list, name.baseAddress, name.count, value?.baseAddress, value?.count ?? 0)
                    }
                }
            }
        }
        return list
    }
}

/// Nil bytes as a null pointer, empty bytes as a pointer to nothing in particular: for Kafka these are two things.
private func withBytes<Value>(of bytes: [UInt8]?, _ body: (UnsafeRawBufferPointer?) -> Value) -> Value {
    guard let bytes else { return body(nil) }
    guard bytes.isEmpty else { return bytes.withUnsafeBytes { body($0) } }
    return withUnsafeBytes(of: UInt8(0)) { body(UnsafeRawBufferPointer(rebasing: $0.prefix(0))) }
}
