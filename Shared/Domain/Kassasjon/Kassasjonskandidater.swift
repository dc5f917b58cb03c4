/// The decisions that may reach an object, strongest first (krav 6.1.1–6.1.3, 6.1.9–6.1.11, M208).
///
/// The order: what stands on the object itself; on the registrering it lies in; on an arkivdel that the registrering names as an exception; on
/// its mappe, and on the mapper around that, from the inside out; on the arkivdel; on the class of the mappe (or of the nearest mappe around it that
/// has one), and on the classes above that. The first one that is inherited so far applies.
///
/// - An arkivdel whose inheritance is switched off leaves it to the classes. A class whose inheritance is switched off lets nothing through, from
///   itself or from above.
/// - Inheritance that stops at mappe gives nothing to registreringer and documents, and nothing that it overrides comes to them instead.
public struct Kassasjonskandidater: Sendable, Equatable {
    /// Most mapper around a mappe and most classes above a class that are followed.
    public static let limitDepth = 100

    /// One decision on the way.
    struct Kandidat: Sendable, Equatable {
        var enhet: Kassasjonsenhet
        var vedtak: Kassasjonsvedtak
        /// Whether it comes from an arkivdel or a class: then inheritance may be switched off or stop.
        var arvesOvenfra = false
    }

    var kandidater: [Kandidat] = []
    /// A loop that was met, and after how many candidates: those before it are sure.
    var sloeyfe: (etter: Int, enheter: [SystemID])?

    init() {}

    /// Those of a mappe.
    public init(mappe: Kassasjonsmappe, _ oppslag: some Kassasjonsoppslag) throws {
        var klasse: SystemID?
        var seen: Set<SystemID> = []
        var next: Kassasjonsmappe? = mappe
        while let current = next {
            guard seen.insert(current.systemID).inserted, seen.count <= Self.limitDepth else {
                sloeyfe = (kandidater.count, seen.sorted())
                break
            }
            if let vedtak = current.vedtak { kandidater.append(Kandidat(enhet: .mappe(current.systemID), vedtak: vedtak)) }
            if klasse == nil { klasse = current.klasse }
            next = try current.foreldermappe.flatMap { try oppslag.mappe($0) }
        }
        // A mappe's own decision is sure whatever it lies in; what is further out is not.
        if sloeyfe != nil { sloeyfe?.etter = mappe.vedtak == nil ? 0 : 1 }
        try add(arkivdel: mappe.arkivdel, oppslag)
        try add(klasse: klasse, oppslag)
    }

    /// Those of a registrering that lies in no mappe, without its own.
    public init(arkivdel: SystemID?, klasse: SystemID?, _ oppslag: some Kassasjonsoppslag) throws {
        try add(arkivdel: arkivdel, oppslag)
        try add(klasse: klasse, oppslag)
    }

    /// Those of a class itself: what mapper in it get when their arkivdel says nothing.
    public init(klasse: SystemID, _ oppslag: some Kassasjonsoppslag) throws { try add(klasse: klasse, oppslag) }

    /// Those of an object in which these stand: its own decision first.
    public func med(_ enhet: Kassasjonsenhet, _ vedtak: Kassasjonsvedtak?) -> Kassasjonskandidater {
        guard let vedtak else { return self }
        return foran(Kandidat(enhet: enhet, vedtak: vedtak))
    }

    /// Those of a registrering that names another arkivdel than its mappe's: what that says comes first.
    public func med(unntaksarkivdel: Kassasjonsarkivdel?) -> Kassasjonskandidater {
        guard let unntaksarkivdel, let vedtak = unntaksarkivdel.vedtak else { return self }
        return foran(Kandidat(enhet: .arkivdel(unntaksarkivdel.systemID), vedtak: vedtak, arvesOvenfra: true))
    }

    private func foran(_ kandidat: Kandidat) -> Kassasjonskandidater {
        var result = self
        result.kandidater.insert(kandidat, at: 0)
        if let sloeyfe { result.sloeyfe = (sloeyfe.etter + 1, sloeyfe.enheter) }
        return result
    }

    private mutating func add(arkivdel: SystemID?, _ oppslag: some Kassasjonsoppslag) throws {
        guard let found = try arkivdel.flatMap({ try oppslag.arkivdel($0) }), let vedtak = found.vedtak else { return }
        kandidater.append(Kandidat(enhet: .arkivdel(found.systemID), vedtak: vedtak, arvesOvenfra: true))
    }

    private mutating func add(klasse first: SystemID?, _ oppslag: some Kassasjonsoppslag) throws {
        let before = kandidater.count
        var seen: Set<SystemID> = []
        var next = first
        while let id = next, let klasse = try oppslag.klasse(id) {
            guard seen.insert(id).inserted, seen.count <= Self.limitDepth else {
                // Of classes in a loop none is above the other: nothing they say is sure.
                sloeyfe = sloeyfe ?? (before, seen.sorted())
                return
            }
            if let vedtak = klasse.vedtak { kandidater.append(Kandidat(enhet: .klasse(id), vedtak: vedtak, arvesOvenfra: true)) }
            next = klasse.overordnetKlasse
        }
    }

    /// By value.
    public static func == (left: Self, right: Self) -> Bool {
        left.kandidater == right.kandidater && left.sloeyfe?.etter == right.sloeyfe?.etter
            && left.sloeyfe?.enheter == right.sloeyfe?.enheter
    }
}
