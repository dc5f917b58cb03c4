/// A wish put to the owner of one municipality, under a stable name: a route, a partner's message or a worker gives it.
///
/// - Warning: The name and the coded members stand in causes, in digests of idempotency keys and on the command topic: never change them.
public protocol Command: Codable, Sendable {
    /// The stable name.
    static var commandType: String { get }
}
