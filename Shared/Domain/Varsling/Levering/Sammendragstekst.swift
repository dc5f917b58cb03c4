/// A letter in words: subject, plain text and HTML, in bokmål or nynorsk. Whatever comes from outside is one line of printable text.
public struct Sammendragstekst: Sendable {
    private let sammendrag: Sammendrag
    private let ord: Ord

    /// The words of a letter.
    public init(_ sammendrag: Sammendrag) {
        self.sammendrag = sammendrag
        ord = sammendrag.maalform == .nynorsk ? .nynorsk : .bokmaal
    }

    /// The subject.
    public var emne: String { Eposttekst.plain("\(antall) – \(sammendrag.abonnement) – \(sammendrag.kommune)", limit: 200) }

    /// The plain text, lines ended with a line feed.
    public var tekst: String {
        var lines = ["\(ord.hilsen) «\(Eposttekst.plain(sammendrag.abonnement))» (\(Eposttekst.plain(sammendrag.kommune))):", ""]
        for line in sammendrag.linjer {
            var text = "\(Self.klokke(line.tid))  "
            if let sak = line.sak { text += "\(ord.sak) \(Eposttekst.plain(sak)): " }
            lines.append(text + Eposttekst.plain(line.tekst, limit: Sammendrag.lengsteTekst))
            if let lenke = Eposttekst.link(line.lenke) { lines.append("    \(lenke)") }
        }
        if sammendrag.flere > 0 { lines += ["", ord.flere(sammendrag.flere)] }
        lines += ["", "-- ", ord.hvorfor]
        if let avmelding = Eposttekst.link(sammendrag.avmelding) { lines.append("\(ord.avmelding): \(avmelding)") }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The HTML, one document without anything loaded from elsewhere.
    public var html: String {
        var rows = ""
        for line in sammendrag.linjer {
            let text = Eposttekst.escaped(line.tekst, limit: Sammendrag.lengsteTekst)
            let linked = Eposttekst.link(line.lenke).map { "<a href=\"\(Eposttekst.markup($0))\">\(text)</a>" } ?? text
            rows += "<tr><td style=\"white-space:nowrap;padding:2px 12px 2px 0\">\(Self.klokke(line.tid))</td>"
            rows += "<td style=\"padding:2px 12px 2px 0\">\(line.sak.map { Eposttekst.escaped($0) } ?? "")</td><td>\(linked)</td></tr>\n"
        }
        let more = sammendrag.flere > 0 ? "<p>\(Eposttekst.escaped(ord.flere(sammendrag.flere)))</p>\n" : ""
        let leave = Eposttekst.link(sammendrag.avmelding).map { " <a href=\"\(Eposttekst.markup($0))\">\(ord.avmelding)</a>." } ?? ""
        return """
            <!DOCTYPE html>
            <html lang="\(sammendrag.maalform.rawValue)"><head><meta charset="utf-8"><title>\(Eposttekst.escaped(emne))</title></head>
            <body>
            <p>\(ord.hilsen) «\(Eposttekst.escaped(sammendrag.abonnement))» (\(Eposttekst.escaped(sammendrag.kommune))):</p>
            <table>
            <tr><th align="left" scope="col">\(ord.tid)</th><th align="left" scope="col">\(ord.sak)</th><th align="left" scope="col">\(ord.hva)</th></tr>
            \(rows)</table>
            \(more)<p><small>\(Eposttekst.escaped(ord.hvorfor))\(leave)</small></p>
            </body></html>

            """
    }

    private var antall: String {
        let count = sammendrag.linjer.count + sammendrag.flere
        return count == 1 ? ord.enHendelse : "\(count) \(ord.hendelser)"
    }

    /// What differs between the two standards.
    private struct Ord: Sendable {
        var hilsen, sak, tid, hva, enHendelse, hendelser, hvorfor, avmelding, venter: String

        func flere(_ antall: Int) -> String { "\(antall) \(venter)" }

        static let bokmaal = Ord(
            hilsen: "Dette har skjedd siden sist, etter abonnementet", sak: "sak", tid: "tid", hva: "hva", enHendelse: "1 hendelse",
            hendelser: "hendelser", hvorfor: "Du får denne e-posten fordi adressen din er bekreftet for et abonnement på varsler.",
            avmelding: "Stopp disse e-postene", venter: "til kommer i neste e-post.")
        static let nynorsk = Ord(
            hilsen: "Dette har hendt sidan sist, etter abonnementet", sak: "sak", tid: "tid", hva: "kva", enHendelse: "1 hending",
            hendelser: "hendingar", hvorfor: "Du får denne e-posten fordi adressa di er stadfesta for eit abonnement på varsel.",
            avmelding: "Stopp desse e-postane", venter: "til kjem i neste e-post.")
    }

    /// `22.11.2026 17:33`, by Norway's clocks.
    static func klokke(_ tid: Tidspunkt) -> String {
        let local = Tidspunkt(milliseconds: tid.milliseconds + tid.norskForskyvningMillisekunder)
        let (date, minutes) = (local.dato, Int((local.milliseconds - Int64(local.dato.daysSinceEpoch) * 86_400_000) / 60_000))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(date.dag)).\(two(date.maaned)).\(date.aar) \(two(minutes / 60)):\(two(minutes % 60))"
    }
}
