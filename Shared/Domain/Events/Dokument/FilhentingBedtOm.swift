/// A file that is not here yet is to be fetched now: somebody asked, or what it waited for was uploaded. An event of the documents service.
public struct FilhentingBedtOm: DocumentEvent {
    /// The stable name.
    public static let eventType = "filhenting.bedt.om"

    /// Whose file.
    public var dokumentobjekt: SystemID
    /// Where it is to be found from now on (M218); nil for where it was to be found before.
    public var referanseDokumentfil: String?
    /// Who asked.
    public var bedtOmAv: String
    /// When.
    public var bedtOmDato: Tidspunkt

    /// A fact.
    public init(dokumentobjekt: SystemID, referanseDokumentfil: String? = nil, bedtOmAv: String, bedtOmDato: Tidspunkt) {
        (self.dokumentobjekt, self.referanseDokumentfil) = (dokumentobjekt, referanseDokumentfil)
        (self.bedtOmAv, self.bedtOmDato) = (bedtOmAv, bedtOmDato)
    }

    /// Nobody outside is told.
    public static var outside: Outside<FilhentingBedtOm> { .nothing }

    /// What followers make of it.
    public var fact: DocumentFact { .intern }
}
