public import Observability

/// What every service is given to start with.
public struct ServiceContext: Sendable {
    /// The values of the suite's keys.
    public let settings: SuiteSettings
    /// The values of all keys, also the service's own.
    public let configuration: Configuration
    /// What the data directory belongs to.
    public let installation: Installation
    /// The clock.
    public let time: any TimeSource
    /// Random bits.
    public let random: RandomSource
    /// New systemIDs.
    public let identifiers: any IdentifierSource
    /// The log of what happens (not the commit log).
    public let logger: Logger
    /// The figures.
    public let metrics: MetricsRegistry
    /// What the service says about its health.
    public let health: HealthChecks
    /// Who may call.
    public let authorizer: Authorizer
    /// Which partners may write for whom.
    public let partners: PartnerRegistry
    /// What has to be ended, in reverse order.
    public let shutdown: ShutdownSteps
    let fail: @Sendable (StartRefusal) -> Void

    /// Something happened that only a restart can help: liveness fails, the service stops in order and ends with the refusal's exit code.
    public func stop(because refusal: StartRefusal) {
        health.failed(refusal.code, reason: refusal.message)
        fail(refusal)
    }
}
