/// The e-mail that asks the holder of an address whether it may be written to, in words. It holds nothing of the archive, and nothing that the
/// subscription's owner wrote: it goes to somebody who has not asked for it.
public struct Bekreftelsestekst: Sendable {
    private let kommune: String
    private let lenke: String
    private let avmelding: String
    private let maalform: Maalform
    private let ord: Ord

    /// The words.
    ///
    /// - Parameters:
    ///   - kommune: the municipality's name.
    ///   - lenke: where it is confirmed.
    ///   - avmelding: where it is refused.
    public init(_ maalform: Maalform, kommune: String, lenke: String, avmelding: String) {
        (self.maalform, self.kommune) = (maalform, Eposttekst.plain(kommune))
        (self.lenke, self.avmelding) = (Eposttekst.link(lenke) ?? "", Eposttekst.link(avmelding) ?? "")
        ord = maalform == .nynorsk ? .nynorsk : .bokmaal
    }

    /// The subject.
    public var emne: String { "\(ord.emne) – \(kommune)" }

    /// The plain text, lines ended with a line feed.
    public var tekst: String {
        [ord.hva(kommune), "", "\(ord.bekreft):", lenke, "", ord.gyldig, "", "-- ", "\(ord.stopp):", avmelding].joined(separator: "\n")
            + "\n"
    }

    /// The HTML, one document without anything loaded from elsewhere.
    public var html: String {
        """
        <!DOCTYPE html>
        <html lang="\(maalform.rawValue)"><head><meta charset="utf-8"><title>\(Eposttekst.escaped(emne))</title></head>
        <body>
        <p>\(Eposttekst.escaped(ord.hva(kommune)))</p>
        <p><a href="\(Eposttekst.markup(lenke))">\(ord.bekreft)</a></p>
        <p>\(ord.gyldig)</p>
        <p><small><a href="\(Eposttekst.markup(avmelding))">\(ord.stopp)</a></small></p>
        </body></html>

        """
    }

    /// What differs between the two standards.
    private struct Ord: Sendable {
        var emne, hvaFoer, hvaEtter, bekreft, gyldig, stopp: String

        func hva(_ kommune: String) -> String { "\(hvaFoer) \(kommune) \(hvaEtter)" }

        static let bokmaal = Ord(
            emne: "Bekreft e-postadressen din", hvaFoer: "Noen ønsker å sende varsler fra arkivet i",
            hvaEtter: "til denne adressen. Ingenting sendes før du bekrefter.", bekreft: "Bekreft at du vil ha varslene",
            gyldig: "Lenken gjelder i \(Epostbekreftelse.limitLinkDays) dager. Kjenner du ikke til dette, trenger du ikke gjøre noe.",
            stopp: "Jeg vil ikke ha slike e-poster")
        static let nynorsk = Ord(
            emne: "Stadfest e-postadressa di", hvaFoer: "Nokon ønskjer å sende varsel frå arkivet i",
            hvaEtter: "til denne adressa. Ingenting blir sendt før du stadfestar.", bekreft: "Stadfest at du vil ha varsla",
            gyldig: "Lenkja gjeld i \(Epostbekreftelse.limitLinkDays) dagar. Kjenner du ikkje til dette, treng du ikkje gjere noko.",
            stopp: "Eg vil ikkje ha slike e-postar")
    }
}
