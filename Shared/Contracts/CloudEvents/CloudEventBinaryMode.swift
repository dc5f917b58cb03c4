extension CloudEvent {
    /// The content type of one event in structured mode.
    public static let structuredContentType = "application/cloudevents+json; charset=UTF-8"
    /// The content type of a batch.
    public static let batchContentType = "application/cloudevents-batch+json; charset=UTF-8"

    /// The headers of a record or request that carries `encoded()`.
    public static var structuredHeaders: [CloudEventHeader] { [CloudEventHeader("content-type", structuredContentType)] }

    /// The event in binary mode: attributes as headers, the content as the body.
    public func binaryMode(_ transport: CloudEventTransport) -> (headers: [CloudEventHeader], body: [UInt8]) {
        var attributes: [(String, String)] = [("specversion", Self.specversion), ("id", id), ("source", source), ("type", type)]
        if let subject { attributes.append(("subject", subject)) }
        if let time { attributes.append(("time", time.description)) }
        if let dataschema { attributes.append(("dataschema", dataschema)) }
        for name in extensions.keys.sorted() { attributes.append((name, extensions[name] ?? "")) }
        var headers = attributes.map { name, value in
            CloudEventHeader(transport.prefix + name, transport == .http ? PercentCoding.encoded(value) : value)
        }
        let body: [UInt8]
        var contentType = datacontenttype
        switch data {
        case .none: body = []
        case .json(let value):
            body = value.encoded()
            contentType = contentType ?? "application/json"
        case .text(let text): body = Array(text.utf8)
        case .binary(let bytes): body = bytes
        }
        if let contentType { headers.append(CloudEventHeader("content-type", contentType)) }
        return (headers, body)
    }
}
