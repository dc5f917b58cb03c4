import Contracts
import Domain
import ShardRuntime

/// A file was uploaded and lies in the content store: whoever uploaded it may refer to it, and what waited for it is fetched at once.
struct RegistrerOpplasting: ShardCommand {
    static let commandType = "opplasting.registrer"

    /// Most documents that one upload sets going at once; further ones find it at their next attempt.
    static let limitWaiting = 100

    var sjekksum: String
    var filstoerrelse: Int64
    var opplastetAv: String
    var partner: String?

    func decide(in shard: ShardContext) throws -> ShardDecision {
        let lager = DocumentsLager(shard.database)
        let reference = Filreferanse.sjekksumprefiks + sjekksum
        let waiting = try lager.ventendePaa(sjekksum: sjekksum, partner: partner, limit: Self.limitWaiting).map {
            FilhentingBedtOm(dokumentobjekt: $0, referanseDokumentfil: reference, bedtOmAv: opplastetAv, bedtOmDato: shard.now)
        }
        var events: [any DomainEvent] = []
        if try !lager.erOpplastet(sjekksum, av: partner) {
            events.append(
                FilOpplastet(
                    sjekksum: sjekksum, filstoerrelse: filstoerrelse, opplastetAv: opplastetAv, partner: partner, opplastetDato: shard.now))
        }
        return ShardDecision(events: events + waiting, answer: Answer(body: ["sjekksum": .string(sjekksum)]))
    }
}
