/// What the archive fills in when a message leaves it out; a message may name one, else the municipality's standard rule counts.
public struct Regel: Codable, Sendable, Equatable {
    /// Its name, unique in the municipality.
    public var navn: String
    /// Where new objects go.
    public var referanseArkivdel: SystemID?
    /// The primary class of new mapper.
    public var referanseKlasse: SystemID?
    /// Who handles new cases.
    public var administrativEnhet: Aktoer?
    /// Who is responsible for new cases.
    public var saksansvarlig: Aktoer?
    /// M308.
    public var journalenhet: String?
    /// Code of a new case.
    public var saksstatus: String?
    /// Code of a new journalpost.
    public var journalstatus: String?
    /// Code of a new document.
    public var dokumentstatus: String?
    /// Code of a new document.
    public var dokumenttype: String?
    /// Code of everything new.
    public var dokumentmedium: String?
    /// Code for a journalpost that comes with only the day it was written off.
    public var avskrivningsmaate: String?

    /// With what is required; everything else left out.
    public init(navn: String) { self.navn = navn }
}
