/// The file of a dokumentobjekt could not be had. The registrering stands; the sender has been told. An event of the documents service.
public struct FilFeilet: DocumentEvent {
    /// The stable name.
    public static let eventType = "fil.feilet"

    /// Which dokumentobjekt.
    public var dokumentobjekt: SystemID
    /// The registrering it came with.
    public var registrering: SystemID
    /// What is wrong, and where.
    public var feil: Fault
    /// True when it is not tried again: only another file helps, as an upload. False when it is tried again later.
    public var erEndelig: Bool
    /// How often it has been tried.
    public var antallForsoek: Int
    /// When it is tried next; nil when it is not.
    public var nesteForsoek: Tidspunkt?
    /// When it failed.
    public var feiletDato: Tidspunkt
    /// Where a download that broke off goes on at the next attempt; nil when it begins anew.
    public var fortsettelse: Nedlastingspunkt?

    /// A fact.
    public init(
        dokumentobjekt: SystemID, registrering: SystemID, feil: Fault, erEndelig: Bool, antallForsoek: Int, nesteForsoek: Tidspunkt?,
        feiletDato: Tidspunkt, fortsettelse: Nedlastingspunkt? = nil
    ) {
        (self.dokumentobjekt, self.registrering, self.feil, self.erEndelig) = (dokumentobjekt, registrering, feil, erEndelig)
        (self.antallForsoek, self.nesteForsoek, self.feiletDato) = (antallForsoek, nesteForsoek, feiletDato)
        self.fortsettelse = fortsettelse
    }

    /// What the outside is told.
    public static var outside: Outside<FilFeilet> {
        .told { event in
            PublicFact(subject: event.dokumentobjekt.rawValue).with {
                $0.set("systemID", event.dokumentobjekt)
                $0.set("referanseRegistrering", event.registrering)
                $0.set("kode", event.feil.code)
                $0.set("erEndelig", event.erEndelig)
                $0.set("antallForsoek", event.antallForsoek)
                $0.set("feiletDato", event.feiletDato)
                $0.set("nesteForsoek", event.nesteForsoek)
            }
        }
    }

    /// What followers make of it.
    public var fact: DocumentFact { .filFeilet(self) }
}
