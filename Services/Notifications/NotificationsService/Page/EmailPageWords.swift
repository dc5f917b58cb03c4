import Domain

/// What the page of a link in an e-mail says.
struct EmailPageWords: Sendable {
    let title: String
    let text: String
    /// What the button says; nil where there is nothing to do.
    var button: String?

    /// The words of a page, in a written standard.
    ///
    /// - Parameter kommune: the municipality's name, as plain text.
    static func of(_ kind: EmailPage.Kind, _ maalform: Maalform, _ kommune: String?) -> EmailPageWords {
        maalform == .nynorsk ? nynorsk(kind, kommune) : bokmaal(kind, kommune)
    }

    private static func bokmaal(_ kind: EmailPage.Kind, _ kommune: String?) -> EmailPageWords {
        let arkiv = kommune.map { "arkivet i \($0)" } ?? "arkivet"
        return switch kind {
        case .confirm:
            EmailPageWords(
                title: "Vil du ha varsler på e-post?",
                text: "Noen ønsker å sende varsler fra \(arkiv) til e-postadressen din. Ingenting sendes før du bekrefter.",
                button: "Bekreft e-postadressen")
        case .confirmed:
            EmailPageWords(
                title: "E-postadressen er bekreftet",
                text: "Du får varsler fra \(arkiv) når det skjer noe. Hver e-post har en lenke som stopper dem.")
        case .end:
            EmailPageWords(
                title: "Stoppe e-postene?", text: "Du får ikke flere e-poster fra dette abonnementet på varsler fra \(arkiv).",
                button: "Stopp e-postene")
        case .ended:
            EmailPageWords(
                title: "E-postene er stoppet", text: "Du får ikke flere e-poster fra dette abonnementet på varsler fra \(arkiv).")
        case .unknown:
            EmailPageWords(title: "Lenken er ikke gyldig", text: "Sjekk at du har fått med hele lenken fra e-posten.")
        case .expired:
            EmailPageWords(
                title: "Lenken gjelder ikke lenger",
                text: "Den er for gammel, eller abonnementet er endret. Be den som sender varslene, om en ny.")
        case .later: EmailPageWords(title: "Det gikk ikke akkurat nå", text: "Prøv igjen om litt.", button: "Prøv igjen")
        }
    }

    private static func nynorsk(_ kind: EmailPage.Kind, _ kommune: String?) -> EmailPageWords {
        let arkiv = kommune.map { "arkivet i \($0)" } ?? "arkivet"
        return switch kind {
        case .confirm:
            EmailPageWords(
                title: "Vil du ha varsel på e-post?",
                text: "Nokon ønskjer å sende varsel frå \(arkiv) til e-postadressa di. Ingenting blir sendt før du stadfestar.",
                button: "Stadfest e-postadressa")
        case .confirmed:
            EmailPageWords(
                title: "E-postadressa er stadfesta",
                text: "Du får varsel frå \(arkiv) når det hender noko. Kvar e-post har ei lenkje som stoppar dei.")
        case .end:
            EmailPageWords(
                title: "Stoppe e-postane?", text: "Du får ikkje fleire e-postar frå dette abonnementet på varsel frå \(arkiv).",
                button: "Stopp e-postane")
        case .ended:
            EmailPageWords(
                title: "E-postane er stoppa", text: "Du får ikkje fleire e-postar frå dette abonnementet på varsel frå \(arkiv).")
        case .unknown:
            EmailPageWords(title: "Lenkja er ikkje gyldig", text: "Sjekk at du har fått med heile lenkja frå e-posten.")
        case .expired:
            EmailPageWords(
                title: "Lenkja gjeld ikkje lenger",
                text: "Ho er for gammal, eller abonnementet er endra. Be den som sender varsla, om ei ny.")
        case .later: EmailPageWords(title: "Det gjekk ikkje akkurat no", text: "Prøv igjen om litt.", button: "Prøv igjen")
        }
    }
}
