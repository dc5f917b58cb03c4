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
    /// The title for the public; nil where there is none.
    public var tittel: String?
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
    /// Who may know of it, apart from what the case says.
    public var skjerming: Varslingsskjerming

    /// A journalpost.
    public init(_ post: Journalpost, partner: String?) {
        self.init(post.registrering, partner: partner)
        (journalposttype, journalstatus, forfallsdato) = (post.journalposttype.kode, post.journalstatus, post.forfallsdato)
        avskrivning = post.avskrivning.map {
            Avskrevet(systemID: $0.systemID, korrespondansepart: $0.referanseAvskrivesAvKorrespondansepart)
        }
    }

    /// Any registrering.
    public init(_ registrering: Registrering, partner: String?) {
        (systemID, mappe, registreringsID) = (registrering.systemID, registrering.referanseMappe, registrering.registreringsID)
        let parter = registrering.korrespondansepart
        internMottaker = parter.filter { $0.korrespondanseparttype.kode == Korrespondanseparttypekode.internMottaker.rawValue }.map(
            \.systemID)
        avskrivning = []
        skjerming = Varslingsskjerming(
            registrering.skjerming, registrering.gradering,
            deltakere: parter.flatMap { Self.navn($0.saksbehandler) } + (partner.map { [$0] } ?? []))
        tittel = Self.forOffentligheten(registrering.tittel, registrering.offentligTittel, skjerming)
    }

    /// One of which nothing is known but that it is there.
    init(ukjent systemID: SystemID) {
        (self.systemID, internMottaker, avskrivning, skjerming) = (systemID, [], [], Varslingsskjerming())
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

    /// How somebody may be named: as a token's identity has it, or as the archive does.
    static func navn(_ aktoer: Aktoer?) -> [String] {
        guard let aktoer else { return [] }
        return aktoer.identifikator.map { [$0, aktoer.navn] } ?? [aktoer.navn]
    }

    /// The title anybody may see; none for what is screened.
    static func forOffentligheten(_ tittel: String, _ offentlig: String?, _ skjerming: Varslingsskjerming) -> String? {
        skjerming.erSkjermet ? nil : offentlig ?? tittel
    }

    /// What the rule looks at is only for whom it was written off.
    private static func avskrivning(_ avskrevet: Avskrevet) -> Avskrivning {
        var avskrivning = Avskrivning(
            systemID: avskrevet.systemID, avskrivningsdato: Dato(daysSinceEpoch: 0), avskrevetAv: Aktoer(navn: ""),
            avskrivningsmaate: Kode(kode: "", kodenavn: ""))
        avskrivning.referanseAvskrivesAvKorrespondansepart = avskrevet.korrespondansepart
        return avskrivning
    }
}
