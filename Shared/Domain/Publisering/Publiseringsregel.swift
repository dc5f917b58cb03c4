/// When a municipality's journalposter are told to the public: data of the municipality, decided by its archivists.
public struct Publiseringsregel: Codable, Sendable, Equatable {
    /// Longest delay, days.
    public static let limitForsinkelseDager = 3_650
    /// Most values of each list.
    public static let limitVerdier = 100

    /// M053, the codes that count; each of them stands in the journal.
    public var journalstatuser: [String]
    /// M082, the codes that are told; internal ones are not, unless the municipality says so.
    public var journalposttyper: [String]
    /// Arkivdeler of which nothing is told.
    public var unntatteArkivdeler: [SystemID]
    /// How long after journaldato (M101) a post is told, days.
    public var forsinkelseDager: Int
    /// Whether somebody has to have assessed it first: offentlighetsvurdertDato (M110) is set.
    public var kreverOffentlighetsvurdering: Bool

    /// A policy; without arguments the one that holds where nobody has decided another.
    public init(
        journalstatuser: [String] = [Journalstatuskode.arkivert.rawValue, Journalstatuskode.journalfoert.rawValue],
        journalposttyper: [String] = [Journalposttypekode.inngaaende.rawValue, Journalposttypekode.utgaaende.rawValue],
        unntatteArkivdeler: [SystemID] = [], forsinkelseDager: Int = 0, kreverOffentlighetsvurdering: Bool = false
    ) {
        (self.journalstatuser, self.journalposttyper) = (journalstatuser, journalposttyper)
        (self.unntatteArkivdeler, self.forsinkelseDager) = (unntatteArkivdeler, forsinkelseDager)
        self.kreverOffentlighetsvurdering = kreverOffentlighetsvurdering
    }

    /// Whether the policy lets the public know of a post on a day; what is graded never.
    ///
    /// - Parameter tilgang: What protects it; nil: nothing.
    public func kanPubliseres(_ journalpost: Journalpost, _ tilgang: Tilgang?, _ dag: Dato) -> Bool {
        guard tilgang?.grader.isEmpty ?? true, let journaldato = journalpost.journaldato else { return false }
        if !Kontroll.publisering.gjelder { return true }
        return journalstatuser.contains(journalpost.journalstatus.kode) && journalposttyper.contains(journalpost.journalposttype.kode)
            && !unntatteArkivdeler.contains(journalpost.registrering.referanseArkivdel)
            && journaldato.adding(dager: forsinkelseDager) <= dag
            && (!kreverOffentlighetsvurdering || journalpost.offentlighetsvurdertDato != nil)
    }

    /// What the public is to be told of a post on a day; nil: nothing.
    ///
    /// A post's own arkivdel is the one it was made in; its mappe may have moved to one that is left out since.
    /// Which title may be seen is asked of the one rule (`Leser.visning`): of what is screened only the title for the public, and nothing where it
    /// has none.
    public func offentliggjoering(
        _ journalpost: Journalpost, _ tilgang: Tilgang?, i mappe: Mappe?, _ mappetilgang: Tilgang?, _ dag: Dato
    ) -> Offentliggjort? {
        guard kanPubliseres(journalpost, tilgang, dag), !(mappe.map { unntatteArkivdeler.contains($0.referanseArkivdel) } ?? false) else {
            return nil
        }
        let felles = journalpost.registrering
        guard let tittel = Self.tittel(felles.tittel, felles.offentligTittel, tilgang, dag) else { return nil }
        return Offentliggjort(
            offentligTittel: tittel, mappeOffentligTittel: mappe.flatMap { Self.tittel($0.tittel, $0.offentligTittel, mappetilgang, dag) },
            erSkjermet: tilgang?.verner(dag) ?? false)
    }

    private static func tittel(_ tittel: String, _ offentlig: String?, _ tilgang: Tilgang?, _ dag: Dato) -> String? {
        Leser.offentligheten.visning(av: tilgang, dag).tittel(offentlig ?? tittel, offentlig: offentlig)
    }
}

/// What the public has been told of a journalpost, or is to be told.
public struct Offentliggjort: Codable, Sendable, Equatable {
    /// Its title for the public.
    public var offentligTittel: String
    /// The title for the public of the case it lies in; nil where it has none.
    public var mappeOffentligTittel: String?
    /// Whether something of it is screened.
    public var erSkjermet: Bool

    /// What is told.
    public init(offentligTittel: String, mappeOffentligTittel: String?, erSkjermet: Bool) {
        (self.offentligTittel, self.mappeOffentligTittel) = (offentligTittel, mappeOffentligTittel)
        self.erSkjermet = erSkjermet
    }
}
