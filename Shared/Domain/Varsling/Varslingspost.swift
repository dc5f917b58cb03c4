/// What has to be known of a registrering, so that later facts about it can be told, and its deadline kept.
public struct Varslingspost: Codable, Sendable, Equatable {
    /// How it was written off.
    public struct Avskrevet: Codable, Sendable, Equatable {
        /// Names the avskrivning.
        public var systemID: SystemID
        /// The part it was written off for; nil = all.
        public var korrespondansepart: SystemID?
    }

    /// M001.
    public var systemID: SystemID
    /// The mappe it lies in.
    public var mappe: SystemID?
    /// M004.
    public var registreringsID: String?
    /// M020; nil where the registrering is screened or graded itself.
    public var tittel: String?
    /// M025.
    public var offentligTittel: String?
    /// M082, the code; nil for what is no journalpost.
    public var journalposttype: String?
    /// M053.
    public var journalstatus: Kode?
    /// M109.
    public var forfallsdato: Dato?
    /// Internal recipients: each has to deal with it.
    public var internMottaker: [SystemID]
    /// How it was written off so far.
    public var avskrivning: [Avskrevet]
    /// Who may know of it, as earlier programs kept it; `TilgangFulgt` has it now.
    public var skjerming: Varslingsskjerming?

    /// A journalpost.
    public init(_ post: Journalpost) {
        self.init(post.registrering)
        (journalposttype, journalstatus, forfallsdato) = (post.journalposttype.kode, post.journalstatus, post.forfallsdato)
        avskrivning = post.avskrivning.map {
            Avskrevet(systemID: $0.systemID, korrespondansepart: $0.referanseAvskrivesAvKorrespondansepart)
        }
    }

    /// Any registrering.
    public init(_ registrering: Registrering) {
        (systemID, mappe, registreringsID) = (registrering.systemID, registrering.referanseMappe, registrering.registreringsID)
        let parter = registrering.korrespondansepart
        internMottaker = parter.filter { $0.korrespondanseparttype.kode == Korrespondanseparttypekode.internMottaker.rawValue }.map(
            \.systemID)
        avskrivning = []
        tittel = registrering.skjerming == nil && registrering.gradering == nil ? registrering.tittel : nil
        offentligTittel = registrering.offentligTittel
    }

    /// One of which nothing is known but that it is there.
    init(ukjent systemID: SystemID) {
        (self.systemID, internMottaker, avskrivning) = (systemID, [], [])
    }

    /// Whether it waits to be written off (krav 3.4).
    public var erRestanse: Bool {
        guard let mappe, let journalposttype, let journalstatus else { return false }
        return Journalpostkort(
            systemID: systemID, mappe: mappe, registreringsID: registreringsID ?? "", journalposttype: journalposttype,
            journalstatus: journalstatus, dokumenterUnderRedigering: 0, dokumenterUtenArkivformat: 0,
            korrespondansepart: internMottaker.map {
                .init(systemID: $0, korrespondanseparttype: Korrespondanseparttypekode.internMottaker.rawValue)
            },
            avskrivning: avskrivning.map(Self.avskrivning)
        ).erRestanse
    }

    /// The day by which it has to be dealt with; nil when there is none, or nothing left to do.
    public var aapenFrist: Dato? { erRestanse ? forfallsdato : nil }

    /// What the rule looks at is only for whom it was written off.
    private static func avskrivning(_ avskrevet: Avskrevet) -> Avskrivning {
        var avskrivning = Avskrivning(
            systemID: avskrevet.systemID, avskrivningsdato: Dato(daysSinceEpoch: 0), avskrevetAv: Aktoer(navn: ""),
            avskrivningsmaate: Kode(kode: "", kodenavn: ""))
        avskrivning.referanseAvskrivesAvKorrespondansepart = avskrevet.korrespondansepart
        return avskrivning
    }

    /// What protects it, as far as what an earlier program took in says it.
    public var tidligereTilgang: Tilgangsledd { Tilgangsledd(systemID: systemID, over: mappe, eget: skjerming?.tilgang) }
}
