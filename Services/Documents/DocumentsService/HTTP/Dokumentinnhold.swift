import Domain

/// How much of a document one reader is told.
struct Dokumentinnhold {
    /// What the rule says.
    let visning: Visning
    /// With national identity numbers and addresses of its parties.
    var medKontaktopplysninger: Bool
    /// With where its files are fetched from: the sender's own business.
    let medKilder: Bool

    /// Nil for a reader who may not know of the document.
    init?(_ leser: Leser, _ dokument: Dokumentrad, _ dag: Dato) {
        let visning = leser.visning(av: dokument, dag)
        if visning == .ingenting { return nil }
        self.visning = visning
        medKontaktopplysninger = leser.serKontaktopplysninger(sendtAv: dokument.partner)
        medKilder = leser.partner != nil
    }

    /// Whether all of it is told, the bytes too.
    var isWhole: Bool { visning == .hel }

    /// The same in a list.
    var iListe: Dokumentinnhold {
        var copy = self
        copy.medKontaktopplysninger = false
        return copy
    }
}
