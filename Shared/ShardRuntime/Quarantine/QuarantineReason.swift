import Domain

/// Why a message was set aside, as it may be kept and shown beside the message: code and place of each fault, and a sentence about the code.
///
/// What the sender was told names what stood in the message, and that is nobody else's to read: of it only the place is kept. So a text that is
/// shown can quote nothing, whatever a fault of tomorrow says.
enum QuarantineReason {
    /// The fault without what it quotes.
    static func shown(_ fault: Fault) -> Fault {
        let sentence = ownWords.contains(fault.code) ? fault.message : position(fault.message) + (sentences[fault.code] ?? otherwise)
        return Fault(pointer: QuarantinePlace.shown(fault.pointer), code: fault.code, message: sentence)
    }

    /// Codes whose texts are the runtime's own, and tell of numbers and of the record's place alone.
    private static let ownWords: Set<String> = ["kept_in_part", "more_faults", "not_a_command", "wrong_partition"]

    /// Of a code that stands nowhere here.
    private static let otherwise = "see the code and the place; what the sender was told stands in the receipt"

    private static let sentences: [String: String] = [
        "not_json": "this is not JSON",
        "not_well_formed": "this is not well-formed XML",
        "wrong_encoding": "the bytes are not text in the encoding they should have",
        "unsupported_encoding": "the declared encoding is not read here",
        "dtd_not_allowed": "a document type declaration is not taken",
        "undeclared_prefix": "a prefix has no declaration",
        "too_deep": "it nests too deep",
        "too_large": "it is larger than is taken",
        "too_long": "it is longer than is taken",
        "too_many_nodes": "it has more elements and attributes than are taken",
        "too_many_attributes": "an element has more attributes than are taken",
        "too_many_events": "the batch has more events than are taken",
        "too_many_extensions": "it has more extension attributes than are taken",
        "number_too_large": "a number does not fit in 64 bits",
        "out_of_range": "a number is outside its range",
        "duplicate_member": "a name stands twice",
        "missing_member": "what is required is missing",
        "missing_attribute": "a required attribute is missing",
        "unknown_member": "what stands here is not part of the schema",
        "unknown_attribute": "an attribute is not part of the schema",
        "exclusive_members": "two members exclude each other",
        "wrong_type": "it has another type than the schema's",
        "wrong_root": "the root element is not the one that is read here",
        "wrong_namespace": "an element is in another namespace than the schema's",
        "unexpected_element": "an element stands where text belongs",
        "unexpected_text": "text stands where elements belong",
        "unexpected_batch": "a batch stands where one event belongs",
        "empty": "it must not be empty",
        "invalid_character": "a character cannot stand here",
        "invalid_attribute_name": "an attribute's name is not one",
        "invalid_base64": "it is not base64",
        "invalid_country_code": "it is not a country code",
        "invalid_date": "it is not a date",
        "invalid_date_time": "it is not a date and time",
        "invalid_time": "it is not a date and time with time zone",
        "invalid_file_name": "it cannot be the name of a file",
        "invalid_file_reference": "it does not refer to a file as it must",
        "invalid_media_type": "it is not a media type",
        "invalid_system_id": "it is not a systemID",
        "invalid_uri": "it is not a URI as it must be",
        "not_a_boolean": "it is neither true nor false",
        "not_a_number": "it is not a number",
        "not_an_integer": "it is not a whole number",
        "unknown_value": "it is not one of the values of the schema",
        "unknown_type": "the type is not one that is taken here",
        "unknown_specversion": "the specversion is not read here",
        "unknown_event_format": "the format of the event is not read here",
        "unknown_municipality": "no such municipality is set up here",
        "unknown_file": "a file is named that does not come with the message",
        "unused_file": "a file comes with the message that it does not name",
        "duplicate_file": "two files have one name",
        "wrong_file_count": "the number of files is another than is said",
        "unsupported_content_type": "the content type is not read here",
        "data_twice": "an event has data twice",
        "no_data": "the event has no data",
        "partner_not_allowed": "the partner may not write for the municipality",
        "source_not_allowed": "the partner may not send from this source",
        "shape_mismatch": "the archive could not read a message of the right shape: the fault is the archive's",
        "internal_error": "the archive failed on it: the fault is the archive's, and the service's log tells more",
        ShardAlarm.Code.storeDamaged.rawValue: "the municipality's store was damaged when it came",
        ShardAlarm.Code.diskFull.rawValue: "the disk was full when it came",
        ShardAlarm.Code.failing.rawValue: "the municipality was stopped by an alarm when it came",
    ]

    /// The position that a reader's text begins with: `byte 41: ` or `line 3, column 4: `.
    private static func position(_ message: String) -> String {
        guard let colon = message.firstIndex(of: ":") else { return "" }
        let head = message[..<colon]
        let words = head.split(separator: " ")
        let isPosition =
            switch words.first {
            case "byte": words.count == 2 && isNumber(words[1])
            case "line": words.count == 4 && isNumber(words[1].dropLast()) && words[2] == "column" && isNumber(words[3])
            default: false
            }
        return isPosition ? "\(head): " : ""
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
