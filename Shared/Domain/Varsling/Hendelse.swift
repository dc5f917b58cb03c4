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
    /// The title for the public; nil where there is none.
    public var tittel: String?
    /// Who may know of it.
    public var skjerming = Varslingsskjerming()
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
