/// A legal hold: as long as it stands, nothing it is on may be disposed of, whatever its date. Not in Noark; MoReq2010 §9 has it.
public struct Kassasjonssperre: Codable, Sendable, Equatable {
    /// Names it.
    public var systemID: SystemID
    /// What it is on.
    public var gjelder: Sperregjenstand
    /// Why it was set.
    public var begrunnelse: String
    /// When.
    public var sattDato: Tidspunkt
    /// By whom.
    public var sattAv: String
    /// When it was lifted; nil while it stands.
    public var opphevetDato: Tidspunkt?
    /// By whom.
    public var opphevetAv: String?
    /// Why it was lifted.
    public var opphevelsesgrunn: String?

    /// A hold that stands.
    public init(systemID: SystemID, gjelder: Sperregjenstand, begrunnelse: String, sattDato: Tidspunkt, sattAv: String) {
        self.systemID = systemID
        self.gjelder = gjelder
        self.begrunnelse = begrunnelse
        self.sattDato = sattDato
        self.sattAv = sattAv
    }

    /// Whether it stands.
    public var staar: Bool { opphevetDato == nil }
}

/// What decisions on holds ask of the store.
public protocol Sperreoppslag {
    /// The hold of that name, lifted ones too.
    func sperre(_ systemID: SystemID) throws -> Kassasjonssperre?
    /// Whether there is such a mappe.
    func harMappe(_ systemID: SystemID) throws -> Bool
    /// Whether there is such a class.
    func harKlasse(_ systemID: SystemID) throws -> Bool
    /// What a reader sees of what a hold is on: of a party all in which it occurs, or nothing.
    func visning(av gjelder: Sperregjenstand, for leser: Leser, _ dag: Dato) throws -> Visning
}

extension Sperreoppslag {
    /// Whether whoever asks may know of what a hold is on.
    func kjenner(_ gjelder: Sperregjenstand, _ circumstances: Circumstances) throws -> Bool {
        guard let leser = circumstances.leser, Kontroll.kjennskap.gjelder else { return true }
        return try visning(av: gjelder, for: leser, circumstances.today).viserInnhold
    }
}
