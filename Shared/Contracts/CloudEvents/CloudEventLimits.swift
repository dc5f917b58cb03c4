/// How large an event and its attributes may be. Characters are Unicode scalars.
public struct CloudEventLimits: Hashable, Sendable {
    /// The whole event as it came, in bytes: 15 MiB, so that it fits with key and headers in a record of 16 MiB.
    public var maximumEventBytes = 15 * 1024 * 1024
    /// `id`, in characters.
    public var maximumIDCharacters = 256
    /// `source`, in characters.
    public var maximumSourceCharacters = 512
    /// `type`, in characters.
    public var maximumTypeCharacters = 256
    /// `subject`, in characters.
    public var maximumSubjectCharacters = 512
    /// `datacontenttype` and `dataschema`, in characters.
    public var maximumDescriptionCharacters = 512
    /// The name of an extension attribute, in characters (CloudEvents advises 20).
    public var maximumExtensionNameCharacters = 20
    /// The value of an extension attribute, in characters.
    public var maximumExtensionCharacters = 1024
    /// How many extension attributes an event may carry.
    public var maximumExtensions = 32
    /// How deep the JSON may nest.
    public var maximumDepth = 128
    /// How many events a batch may carry.
    public var maximumBatchEvents = 1000

    /// The limits as they stand here.
    public init() {}
}
