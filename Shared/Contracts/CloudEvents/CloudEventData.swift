/// The content of a CloudEvent, by how it travels in the JSON format.
public enum CloudEventData: Hashable, Sendable {
    /// No content.
    case none
    /// A JSON value (`datacontenttype` absent or a JSON type).
    case json(JSONValue)
    /// Text of another type, such as XML.
    case text(String)
    /// Bytes of any type (`data_base64`).
    case binary([UInt8])
}
