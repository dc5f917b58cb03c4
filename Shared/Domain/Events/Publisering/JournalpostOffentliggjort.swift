/// The public may know of a journalpost from now on: by the municipality's publishing policy, with the title that it may see.
public struct JournalpostOffentliggjort: RegistryEvent {
    /// The stable name.
    public static let eventType = "journalpost.offentliggjort"

    /// The journalpost.
    public var journalpost: SystemID
    /// M004.
    public var registreringsID: String?
    /// The case it lies in.
    public var mappe: SystemID?
    /// M003 of the case.
    public var mappeID: String?
    /// The arkivdel it lies in.
    public var arkivdel: SystemID
    /// M013.
    public var journalaar: Int
    /// M014.
    public var journalsekvensnummer: Int
    /// M015.
    public var journalpostnummer: Int
    /// M082.
    public var journalposttype: Kode
    /// M101.
    public var journaldato: Dato
    /// M103.
    public var dokumentetsDato: Dato?
    /// The title that the public may see.
    public var offentligTittel: String
    /// The title of the case that the public may see; nil where it has none.
    public var mappeOffentligTittel: String?
    /// Whether something of it is screened.
    public var erSkjermet: Bool
    /// When.
    public var offentliggjortDato: Tidspunkt

    /// A fact.
    public init(_ post: Journalpost, journaldato: Dato, mappeID: String?, _ offentliggjort: Offentliggjort, _ now: Tidspunkt) {
        let felles = post.registrering
        (journalpost, registreringsID, mappe, arkivdel) = (
            felles.systemID, felles.registreringsID, felles.referanseMappe, felles.referanseArkivdel
        )
        (journalaar, journalsekvensnummer, journalpostnummer) = (post.journalaar, post.journalsekvensnummer, post.journalpostnummer)
        (journalposttype, dokumentetsDato) = (post.journalposttype, post.dokumentetsDato)
        (self.journaldato, self.mappeID) = (journaldato, mappeID)
        (offentligTittel, mappeOffentligTittel) = (offentliggjort.offentligTittel, offentliggjort.mappeOffentligTittel)
        erSkjermet = offentliggjort.erSkjermet
        offentliggjortDato = now
    }

    /// What the public is told by it.
    public var fortalt: Offentliggjort {
        Offentliggjort(offentligTittel: offentligTittel, mappeOffentligTittel: mappeOffentligTittel, erSkjermet: erSkjermet)
    }

    /// What the outside is told.
    public static var outside: Outside<JournalpostOffentliggjort> {
        // The one event that tells a title: what may be told stands in it.
        .told { event in
            PublicFact(event.journalpost, i: event.mappe).with {
                $0.set("registreringsID", event.registreringsID)
                $0.set("referanseArkivdel", event.arkivdel)
                $0.set("journalaar", event.journalaar)
                $0.set("journalsekvensnummer", event.journalsekvensnummer)
                $0.set("journalpostnummer", event.journalpostnummer)
                $0.set("journalposttype", event.journalposttype)
                $0.set("journaldato", event.journaldato)
                $0.set("dokumentetsDato", event.dokumentetsDato)
                $0.set("offentligTittel", event.offentligTittel)
                $0.set("erSkjermet", event.erSkjermet)
                $0.set("mappeID", event.mappeID)
                $0.set("mappeOffentligTittel", event.mappeOffentligTittel)
            }
        }
    }

    /// What followers make of it.
    public var fact: RegistryFact { .intern }

    /// Puts it into the state.
    public func apply(to lager: inout some Arkivlager) {
        lager.sett(fortalt, om: journalpost)
    }
}
