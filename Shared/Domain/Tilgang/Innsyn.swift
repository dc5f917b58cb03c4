/// What somebody may see of the archive, in one decision: what they may not see is no part of the answer.
struct Innsyn {
    /// Nil: the archive itself, which sees everything.
    let leser: Leser?
    let arkiv: any Arkivoppslag
    let dag: Dato

    /// What they see of an object.
    func visning(_ enhet: Kassasjonsenhet) -> Visning {
        guard let leser, Kontroll.kjennskap.gjelder else { return .hel }
        guard case .dokumentbeskrivelse(let id) = enhet else { return leser.visning(av: arkiv.tilgang(enhet.systemID), dag) }
        guard let owner = arkiv.registrering(medDokument: id) else { return .hel }
        let sender = arkiv.registreringsvariant(owner)?.registrering.innsendtAv
        return leser.ser(dokumentSendtAv: sender) ? leser.visning(av: arkiv.tilgang(enhet), dag) : .ingenting
    }

    /// Whether they may know of an object more than that there is one.
    func kjenner(_ systemID: SystemID) -> Bool { serSlikt(arkiv.tilgang(systemID)) }

    /// Whether they may know of a document.
    func kjenner(dokument: SystemID) -> Bool {
        arkiv.finnesDokumentbeskrivelse(dokument) && visning(.dokumentbeskrivelse(dokument)).viserInnhold
    }

    /// Whether they may know of something that this alone protects.
    func serSlikt(_ tilgang: Tilgang?) -> Bool {
        !Kontroll.kjennskap.gjelder || leser?.visning(av: tilgang, dag).viserInnhold ?? true
    }

    /// Refuses whoever does not see the object, or not all of it. One that does not exist is told by whoever looks for it.
    func krev(_ enhet: Kassasjonsenhet, hel: Bool = false) throws(Rejection) {
        let visning = visning(enhet)
        guard visning.viserInnhold else { throw Self.ikkeKlarert(enhet) }
        guard !hel || visning == .hel else { throw Self.ikkeKlarert(enhet.slag) }
    }

    /// Refuses whoever would see parts inside an object once a provision holds for it: those it lies around are then covered by that.
    func krevDeler(_ enhet: Kassasjonsenhet) throws(Rejection) {
        guard let leser, !leser.serDeler else { return }
        if let tilgang = arkiv.tilgang(enhet), leser.eier(tilgang) { return }
        throw Self.ikkeKlarert(enhet.slag)
    }

    /// The refusal; of a class or an arkivdel that they may not see it would tell that there is one.
    static func ikkeKlarert(_ enhet: Kassasjonsenhet) -> Rejection {
        switch enhet {
        case .klasse, .arkivdel: Faults.refuse("/arkivenhet", .notFound, "There is no \(enhet.slag.rawValue) \(enhet.systemID)")
        case .mappe, .registrering, .dokumentbeskrivelse: ikkeKlarert(enhet.slag)
        }
    }

    static func ikkeKlarert(_ slag: Kassasjonsenhet.Slag) -> Rejection {
        Faults.refuse("", .notCleared, "Not cleared for this \(slag.rawValue): who may not see all that it takes may not change it")
    }
}

extension Circumstances {
    /// What whoever asks may see.
    func innsyn(_ arkiv: some Arkivoppslag) -> Innsyn { Innsyn(leser: leser, arkiv: arkiv, dag: today) }
}
