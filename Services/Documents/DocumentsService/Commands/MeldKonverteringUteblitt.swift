import Domain
import ShardRuntime

/// The conversion worker says: there is no copy, and why.
struct MeldKonverteringUteblitt: ShardCommand {
    static let commandType = "konvertering.meld.uteblitt"

    /// How often a file is tried that a program does not manage: it may have been the program's bad day.
    static let attemptsMax = 3
    /// Until the next attempt; then twice as long, and so on.
    static let firstWaitMilliseconds: Int64 = 600_000

    var dokumentobjekt: SystemID
    var grunn: KonverteringUteblitt.Grunn
    var melding: String

    func decide(in shard: ShardContext) throws -> ShardDecision {
        let lager = DocumentsLager(shard.database)
        guard let rad = try lager.konvertering(av: dokumentobjekt), rad.resultat == nil else { return ShardDecision() }
        let isAbsent = grunn == .converterAbsent
        // Said once: that it is still absent is no news.
        if isAbsent, rad.tilstand == grunn.rawValue { return ShardDecision() }
        let attempts = rad.antallForsoek + (isAbsent ? 0 : 1)
        let wait = Self.firstWaitMilliseconds << Int64(max(0, attempts - 1))
        let isTriedAgain = !isAbsent && grunn != .notArchiveFormat && attempts < Self.attemptsMax
        let next = isTriedAgain ? Tidspunkt(milliseconds: shard.now.milliseconds + wait) : nil
        let event = KonverteringUteblitt(
            dokumentobjekt: dokumentobjekt, grunn: grunn, melding: melding, antallForsoek: attempts, nesteForsoek: next, dato: shard.now)
        return ShardDecision(events: [event])
    }
}
