// What an object's own values show to those who see it, but do not open it as its sender or as one of the municipality's own: made anew member by
// member, as the objects are.

extension Merknad {
    /// What is shown of a remark that may be shown.
    var vist: Merknad {
        var copy = Merknad(
            systemID: systemID, merknadstekst: merknadstekst, merknadsdato: merknadsdato, merknadRegistrertAv: merknadRegistrertAv)
        (copy.merknadstype, copy.erSkjermet) = (merknadstype, erSkjermet)
        return copy
    }
}

extension Presedens {
    /// What is shown of a precedent.
    var vist: Presedens {
        var copy = Presedens(
            systemID: systemID, presedensDato: presedensDato, opprettetDato: opprettetDato, opprettetAv: opprettetAv, tittel: tittel,
            rettskildefaktor: rettskildefaktor)
        (copy.endretDato, copy.endretAv, copy.avsluttetDato, copy.avsluttetAv) = (endretDato, endretAv, avsluttetDato, avsluttetAv)
        (copy.beskrivelse, copy.presedensHjemmel, copy.presedensstatus) = (beskrivelse, presedensHjemmel, presedensstatus)
        (copy.presedensGodkjentDato, copy.presedensGodkjentAv) = (presedensGodkjentDato, presedensGodkjentAv)
        return copy
    }
}

extension Dokumentflyt {
    /// What is shown of one step of a document's way.
    var vist: Dokumentflyt {
        var copy = Dokumentflyt(
            flytTil: flytTil, flytFra: flytFra, flytMottattDato: flytMottattDato, flytSendtDato: flytSendtDato, flytStatus: flytStatus)
        copy.flytMerknad = flytMerknad
        return copy
    }
}

extension Moetedeltaker {
    /// Who took part, and not how to reach them.
    var vist: Moetedeltaker {
        var copy = Moetedeltaker(moetedeltakerNavn: moetedeltakerNavn.utenKontaktopplysninger)
        (copy.moetedeltakerFunksjon, copy.representerer) = (moetedeltakerFunksjon, representerer?.utenKontaktopplysninger)
        return copy
    }
}

extension Gradering {
    /// What is shown of a grading to those who see what is graded.
    var vist: Gradering {
        var copy = Gradering(graderingskode: graderingskode, graderingsdato: graderingsdato, gradertAv: gradertAv)
        (copy.nedgraderingsdato, copy.nedgradertAv) = (nedgraderingsdato, nedgradertAv)
        return copy
    }
}

extension Kassasjon {
    /// What is shown of what is to become of an object.
    var vist: Kassasjon {
        var copy = Kassasjon(kassasjonsvedtak: kassasjonsvedtak)
        (copy.kassasjonshjemmel, copy.bevaringstid, copy.kassasjonsdato, copy.arv) = (kassasjonshjemmel, bevaringstid, kassasjonsdato, arv)
        return copy
    }
}
