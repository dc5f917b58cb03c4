import Domain
import HTTPServer

/// The page that a link in an e-mail leads to: what it is about and one button, in bokmål or nynorsk. Following the link alone changes nothing,
/// since programs follow links too. It tells nothing of the archive, and not whose address it is.
struct EmailPage: Sendable {
    /// What there is to say.
    enum Kind: String, Sendable, CaseIterable {
        case confirm
        case confirmed
        case end
        case ended
        /// Not a link of this installation's.
        case unknown
        /// Too old, or the subscription is not sent to that address any more.
        case expired
        /// The service cannot do it just now.
        case later

        var status: Int {
            switch self {
            case .confirm, .confirmed, .end, .ended: 200
            case .unknown: 404
            case .expired: 410
            case .later: 503
            }
        }
    }

    /// As for the service's page, and a form that is sent to itself; no script.
    static let policy = [
        "default-src 'none'", "style-src 'self'", "img-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
    ].joined(separator: "; ")

    let kind: Kind
    let maalform: Maalform
    /// The municipality's name; nil where it is not known.
    var kommune: String?

    /// The answer.
    var response: HTTPResponse {
        var headers = HTTPFields.page(policy: Self.policy)
        (headers["Content-Type"], headers["Cache-Control"]) = ("text/html; charset=utf-8", "no-store")
        (headers["X-Robots-Tag"], headers["Vary"]) = ("noindex", "Accept-Language")
        if kind == .later { headers["Retry-After"] = "5" }
        return HTTPResponse(status: kind.status, headers: headers, body: .bytes(Array(html.utf8)))
    }

    private var html: String {
        let words = EmailPageWords.of(kind, maalform, kommune.map { Eposttekst.plain($0) })
        let form =
            words.button.map {
                """
                <form method="post"><button class="knapp \(kind == .end ? "fare" : "hoved")">\(Eposttekst.escaped($0))</button></form>
                """
            } ?? ""
        return """
            <!doctype html>
            <html lang="\(maalform.rawValue)">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <meta name="color-scheme" content="light dark">
              <meta name="robots" content="noindex">
              <title>\(Eposttekst.escaped(words.title)) – Sak-Arkiv</title>
              <link rel="icon" href="/side/ikon.svg" type="image/svg+xml">
              <link rel="stylesheet" href="/side/stil.css">
            </head>
            <body>
              <header class="topp"><div class="topp-indre"><p class="merke"><img src="/side/ikon.svg" alt="" width="28" height="28"><span>Sak-Arkiv</span></p></div></header>
              <main id="innhold">
                <section class="kort inngang" aria-labelledby="tittel">
                  <h1 id="tittel">\(Eposttekst.escaped(words.title))</h1>
                  <p>\(Eposttekst.escaped(words.text))</p>
                  \(form)
                </section>
              </main>
            </body>
            </html>

            """
    }
}
