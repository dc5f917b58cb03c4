import Domain

/// The keys by which hendelser and subscriptions find each other. They narrow down; `Abonnementsfilter.treffer` decides.
enum Hendelsesnoekkel {
    /// Every key that a hendelse can be found by.
    static func alle(_ hendelse: Hendelse) -> Set<String> {
        var noekler: Set<String> = [type(hendelse.type)]
        if let saksmappe = hendelse.saksmappe { noekler.insert(sak(saksmappe)) }
        for navn in navn(hendelse.administrativEnhet) { noekler.insert(enhet(navn)) }
        for navn in navn(hendelse.saksansvarlig) { noekler.insert(ansvarlig(navn)) }
        return noekler
    }

    /// The keys of which a matching hendelse has one; nil when any may match. The narrowest that the filter has.
    static func soek(_ filter: Abonnementsfilter) -> [String]? {
        if let saksmappe = filter.saksmappe { return [sak(saksmappe)] }
        if let saksansvarlig = filter.saksansvarlig { return [ansvarlig(saksansvarlig)] }
        if let administrativEnhet = filter.administrativEnhet { return [enhet(administrativEnhet)] }
        return filter.hendelsestyper.isEmpty ? nil : filter.hendelsestyper.map(type)
    }

    /// The key of subscriptions that any hendelse may match.
    static let enhver = "*"

    private static func sak(_ systemID: SystemID) -> String { "s:\(systemID)" }
    private static func enhet(_ navn: String) -> String { "e:\(Abonnementsfilter.noekkel(navn))" }
    private static func ansvarlig(_ navn: String) -> String { "a:\(Abonnementsfilter.noekkel(navn))" }
    private static func type(_ type: Hendelsestype) -> String { "t:\(type.rawValue)" }
    private static func navn(_ aktoer: Aktoer?) -> [String] { aktoer.map { [$0.navn] + ($0.identifikator.map { [$0] } ?? []) } ?? [] }
}
