/// One thing that happened, as subscribers may be told of it: ids, numbers, types, dates, and the title for the public.
///
/// Never a party's name or free text; of what is screened not even a title.
public struct Hendelse: Codable, Sendable, Equatable {
    /// The same for every telling: municipality, service, the commit's number, the event's place in it; then which one, when a fact makes
    /// several.
    public var id: String
    /// Its number in the municipality, from 1 without gap: the cursor of every feed it stands in.
    public var nummer: Int64
    /// What it is.
    public var type: Hendelsestype
    /// When it happened.
    public var tid: Tidspunkt
    /// The case (or other mappe) it is about.
    public var saksmappe: SystemID?
    /// M003.
    public var mappeID: String?
    /// The registrering it is about.
    public var registrering: SystemID?
    /// M004.
    public var registreringsID: String?
    /// M082, the code.
    public var journalposttype: String?
    /// The dokumentobjekt it is about.
    public var dokumentobjekt: SystemID?
    /// M305 of the case.
    public var administrativEnhet: Aktoer?
    /// M306 of the case.
    public var saksansvarlig: Aktoer?
    /// The title; nil where the object was screened or graded itself when it happened. Shown only by `fortaltTittel`.
    public var tittel: String?
    /// The title for the public.
    public var offentligTittel: String?
    /// Who may know of it, as earlier programs kept it; of a hendelse about no object.
    public var skjerming: Varslingsskjerming?
    /// What protects it; of a hendelse about an object what protects the object at this moment, which is not stored with the hendelse.
    public var tilgang: Tilgang?
    /// The partner that sent the registrering it is about; not stored with the hendelse, as `tilgang` is not.
    public var innsendtAv: String?
    /// The status before.
    public var fra: Kode?
    /// The status now; how it was written off.
    public var til: Kode?
    /// The day it is about: forfallsdato, kassasjonsdato.
    public var dato: Dato?
    /// Days from the day it is told until `dato`; negative when it is past.
    public var dagerIgjen: Int?
    /// The subscription it is about.
    public var abonnement: SystemID?
    /// W3C traceparent of what led to it.
    public var traceparent: String?

    /// With what is required; everything else left out.
    public init(id: String, nummer: Int64, type: Hendelsestype, tid: Tidspunkt) {
        (self.id, self.nummer, self.type, self.tid) = (id, nummer, type, tid)
    }
}

extension Hendelse {
    /// Whether it is about something that is screened or graded on that day: of such nothing but ids, numbers, types and dates is told.
    public func erSkjermet(_ dag: Dato) -> Bool {
        guard Kontroll.hendelser.gjelder, let tilgang else { return false }
        return !tilgang.grader.isEmpty || tilgang.restriksjoner.contains { $0.gjelder(dag) }
    }

    /// What is told of it to a reader who sees this much: `offentligTittel` is the title they are told. Of what is screened ids, numbers, types and
    /// dates alone; nil: only that there is something.
    public func fortalt(_ visning: Visning, _ dag: Dato) -> Fortalt {
        var told = self
        let isScreened = erSkjermet(dag)
        told.offentligTittel = isScreened ? nil : offentligTittel ?? (visning.viserTittel ? tittel : nil)
        (told.tittel, told.skjerming, told.tilgang, told.innsendtAv) = (nil, nil, nil, nil)
        if isScreened { (told.administrativEnhet, told.saksansvarlig) = (nil, nil) }
        return Fortalt(hendelse: told, erSkjermet: isScreened, erSynlig: visning.viserInnhold)
    }

    /// A hendelse as one reader is told of it.
    public struct Fortalt: Sendable, Equatable {
        /// With nothing in it but what the reader may be told.
        public let hendelse: Hendelse
        /// Whether it is about something screened.
        public let erSkjermet: Bool
        /// Whether more may be told than that there is something.
        public let erSynlig: Bool
    }
}
