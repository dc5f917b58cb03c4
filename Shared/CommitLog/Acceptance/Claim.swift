import Domain

/// An instance's wish to own a partition under a new epoch. Accepted when its epoch is the current one + 1.
public struct Claim: Hashable, Sendable, Codable {
    /// The service whose partition it is.
    public var service: String
    /// The epoch it would begin.
    public var epoch: UInt64
    /// Who claims.
    public var instance: String
    /// When.
    public var time: Tidspunkt
    /// Who claims, by the name in the group that every process has for itself; nil of a program from before that was said.
    public var member: String?

    /// A claim with all its parts.
    public init(service: String, epoch: UInt64, instance: String, time: Tidspunkt, member: String? = nil) {
        (self.service, self.epoch, self.instance, self.time, self.member) = (service, epoch, instance, time, member)
    }
}
