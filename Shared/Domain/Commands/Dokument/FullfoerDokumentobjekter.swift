/// Takes in what the documents service has committed about files: the registrations are completed, or say that their file is missing.
///
/// Not a caller's command: the registry gives it to itself for each commit of documents. What is known already gives no event, so that two
/// services that follow each other come to rest.
public struct FullfoerDokumentobjekter: RegistryCommand {
    /// The stable name.
    public static let commandType = "dokumentobjekt.fullfoer"

    /// What one commit says, in order.
    public var nytt: [Filnytt]

    /// News of one file.
    public enum Filnytt: Codable, Sendable, Equatable {
        /// It is in the archive.
        case lagret(FilLagret)
        /// It could not be had.
        case feilet(FilFeilet)
        /// There is a copy of it in archive format.
        case konvertert(DokumentKonvertert)

        var dokumentobjekt: SystemID {
            switch self {
            case .lagret(let fil): fil.dokumentobjekt
            case .feilet(let feil): feil.dokumentobjekt
            case .konvertert(let konvertert): konvertert.dokumentobjekt.systemID
            }
        }
    }

    /// A wish.
    public init(_ nytt: [Filnytt]) { self.nytt = nytt }

    /// The news in the events of a commit; nil when there is none.
    public init?(_ events: [any DomainEvent]) {
        nytt = events.compactMap { DocumentFact($0) }.compactMap { fact in
            switch fact {
            case .filLagret(let event): .lagret(event)
            case .filFeilet(let event): .feilet(event)
            case .dokumentKonvertert(let event): .konvertert(event)
            case .filSkadet, .intern: nil
            }
        }
        if nytt.isEmpty { return nil }
    }

    /// Always grants it; objects that the registry does not have, and what it knows already, give no event.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Antall> {
        // Of several news of one file the last one counts.
        let last = Dictionary(nytt.enumerated().map { ($1.dokumentobjekt, $0) }, uniquingKeysWith: { max($0, $1) })
        let events = nytt.enumerated().filter { last[$1.dokumentobjekt] == $0 }.compactMap { event(of: $1, arkiv) }
        return Decision(events, reply: Antall(antall: events.count))
    }

    private func event(of nytt: Filnytt, _ arkiv: some Arkivoppslag) -> (any DomainEvent)? {
        switch nytt {
        case .lagret(let fil):
            guard let objekt = arkiv.dokumentobjekt(fil.dokumentobjekt, i: fil.registrering) else { return nil }
            let isKnown =
                objekt.fil?.status == .lagret && objekt.sjekksum == fil.sjekksum && objekt.format.kode == fil.format
                && objekt.filstoerrelse == Int(fil.filstoerrelse) && objekt.mimeType == fil.mimeType
                && objekt.formatDetaljer == fil.formatDetaljer
            if isKnown { return nil }
            let format = Kode(kode: fil.format, kodenavn: fil.format)
            return DokumentobjektFullfoert(fil, format: known(format, arkiv), mappe: arkiv.registrering(fil.registrering)?.mappe)
        case .feilet(let feil):
            // A failure that is tried again is no news yet; one that comes after the file does not take it away.
            guard feil.erEndelig, let objekt = arkiv.dokumentobjekt(feil.dokumentobjekt, i: feil.registrering),
                objekt.fil?.status != .lagret, objekt.fil?.feil != feil.feil
            else { return nil }
            return DokumentobjektUtenFil(feil)
        case .konvertert(let konvertert):
            // The registrering must have what was converted, and not yet what came of it.
            guard arkiv.dokumentobjekt(konvertert.fra, i: konvertert.registrering) != nil,
                arkiv.dokumentobjekt(konvertert.dokumentobjekt.systemID, i: konvertert.registrering) == nil
            else { return nil }
            let format = known(konvertert.dokumentobjekt.format, arkiv)
            return DokumentobjektKonvertert(konvertert, format: format, mappe: arkiv.registrering(konvertert.registrering)?.mappe)
        }
    }

    /// The format as the municipality's code list names it, where it does.
    private func known(_ format: Kode, _ arkiv: some Arkivoppslag) -> Kode { arkiv.kodeverdi(format.kode, i: .format)?.somKode ?? format }
}

/// The reply to a command about several objects: how many it concerned.
public struct Antall: Codable, Sendable, Equatable {
    /// How many.
    public let antall: Int

    /// A number of objects.
    public init(antall: Int) { self.antall = antall }
}
