/// What is wrong with a container, by a stable name.
public struct ContainerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of fault; open, so that it can become more precise without breaking callers.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The stable name, as it stands in receipts, logs and problem details.
        public let rawValue: String
        /// A code by its stable name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Not a zip, cut short, or its parts contradict each other.
        public static let malformed = Code(rawValue: "container_malformed")
        /// An entry's bytes do not have the checksum or the size that the container states.
        public static let damaged = Code(rawValue: "container_entry_damaged")
        /// The file with the container cannot be read.
        public static let unreadable = Code(rawValue: "container_unreadable")
        /// More entries than ``ContainerLimits/entriesMax``.
        public static let tooManyEntries = Code(rawValue: "container_too_many_entries")
        /// An entry larger than ``ContainerLimits/entryBytesMax``.
        public static let entryTooLarge = Code(rawValue: "container_entry_too_large")
        /// All entries together larger than ``ContainerLimits/totalBytesMax``.
        public static let tooLarge = Code(rawValue: "container_too_large")
        /// An entry that grows more than ``ContainerLimits/compressionRatioMax`` times: a bomb.
        public static let compressionRatio = Code(rawValue: "container_compression_ratio")
        /// An entry is encrypted.
        public static let encrypted = Code(rawValue: "container_entry_encrypted")
        /// An entry is packed by another method than stored and deflate.
        public static let unsupportedMethod = Code(rawValue: "container_unsupported_method")
        /// An entry is a link or a device.
        public static let notAFile = Code(rawValue: "container_entry_not_a_file")
        /// A name with a step upwards (`..`), or with an empty or `.` step.
        public static let nameEscapes = Code(rawValue: "container_name_escapes")
        /// A name that begins at a root or names a drive.
        public static let nameIsAbsolute = Code(rawValue: "container_name_absolute")
        /// A name with a backslash.
        public static let nameHasBackslash = Code(rawValue: "container_name_backslash")
        /// A name with NUL or another control character.
        public static let nameHasControl = Code(rawValue: "container_name_control_character")
        /// A name of more than ``ContainerLimits/nameBytesMax`` bytes, or of none.
        public static let nameLength = Code(rawValue: "container_name_length")
        /// A name that is not UTF-8.
        public static let nameNotUTF8 = Code(rawValue: "container_name_not_utf8")
        /// Two entries with one name (also when they differ only in how the letters are composed).
        public static let duplicateName = Code(rawValue: "container_duplicate_name")
        /// A zip, but not an ASiC-E: no entry `mimetype`, or another content in it.
        public static let notASiCE = Code(rawValue: "container_not_asic_e")
        /// An ASiC-E without `arkivmelding.xml`.
        public static let messageMissing = Code(rawValue: "container_message_missing")
        /// No entry has the name asked for.
        public static let noSuchEntry = Code(rawValue: "container_no_such_entry")
    }

    /// The kind.
    public let code: Code
    /// What is wrong, for a person.
    public let message: String
    /// The entry it is about, where one is; with what cannot be printed replaced.
    public let entry: String?

    /// A fault of that kind.
    public init(_ code: Code, _ message: String, entry: String? = nil) { (self.code, self.message, self.entry) = (code, message, entry) }

    /// Code, entry and message.
    public var description: String { "\(code.rawValue): " + (entry.map { "«\($0)»: " } ?? "") + message }
}
