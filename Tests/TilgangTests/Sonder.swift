import Domain
import DomainTestSupport

/// Messages that point at what their sender did not make, in every way a message can: the answer to what the rule hides is the answer to what does
/// not exist, and the answer to what it shows is another.
enum Sonder {
    private struct Vei {
        let navn: String
        let referanse: ReferanseTilMappe
        /// The same way to a mappe that there is not, and the words by which the two differ.
        let ingen: ReferanseTilMappe
        let ord: [(String, String)]
    }

    private static let avsendere: [(partner: String, rett: Partnerrett)] = [
        ("vann", Partnerrett()), ("vann", Partnerrett(aapne: true, klarering: ["13"])),
        ("vann", Partnerrett(systemer: ["byggsak", "skole"], klarering: ["13", "26", "23"], gradering: ["F"])), ("skole", Partnerrett()),
    ]

    /// What is wrong with the answers.
    static func faults(_ arkiv: Tilfeldigarkiv) -> [String] {
        let (tilstand, dag) = (arkiv.proeve.tilstand, arkiv.proeve.circumstances.today)
        var faults: [String] = []
        for (partner, rett) in avsendere {
            let leser = Leser(
                identitet: partner, rolle: "partner", partner: partner, klarering: rett.klarering, gradering: rett.gradering)
            for id in arkiv.fasit.objekter.keys.sorted(by: { $0.rawValue < $1.rawValue }) {
                guard let mappe = tilstand.mappevariant(id)?.mappe else { continue }
                let isShown =
                    switch arkiv.fasit.nivaa(leser, id, dag) {
                    case .alt, .uten: true
                    case .offentlig, .finnes, .intet: false
                    }
                for vei in veier(mappe) {
                    let told = svar(arkiv, vei.referanse, partner, rett, [])
                    let unknown = svar(arkiv, vei.ingen, partner, rett, vei.ord)
                    if !isShown, told != unknown {
                        faults.append("a message by \(vei.navn) tells \(partner) \(rett) of a mappe: \(told), not \(unknown)")
                    }
                    // It adds to another's only where it was granted something.
                    let isGranted = rett.aapne || !rett.systemer.isEmpty || mappe.innsendtAv == partner
                    if isShown, !isGranted, !told.contains(where: { $0.contains(" not_granted ") }) {
                        faults.append("a message by \(vei.navn) adds to another's mappe for \(partner): \(told)")
                    }
                    if isShown, told == unknown { faults.append("a message by \(vei.navn) does not find a mappe for \(partner) \(rett)") }
                }
            }
        }
        return faults
    }

    private static func veier(_ mappe: Mappe) -> [Vei] {
        var veier = [
            Vei(
                navn: "mappeID", referanse: ReferanseTilMappe(mappeID: mappe.mappeID), ingen: ReferanseTilMappe(mappeID: "2026/99999"),
                ord: [("2026/99999", mappe.mappeID)])
        ]
        if let other = SystemID("0192f0c1-7b8e-7000-8000-00000000ffff") {
            veier.append(
                Vei(
                    navn: "systemID", referanse: ReferanseTilMappe(systemID: mappe.systemID), ingen: ReferanseTilMappe(systemID: other),
                    ord: [(other.rawValue, mappe.systemID.rawValue)]))
        }
        if let noekkel = mappe.referanseEksternNoekkel {
            veier.append(
                Vei(
                    navn: "key", referanse: ReferanseTilMappe(referanseEksternNoekkel: noekkel),
                    ingen: ReferanseTilMappe(referanseEksternNoekkel: EksternNoekkel(fagsystem: noekkel.fagsystem, noekkel: "ingen")),
                    ord: [("ingen", noekkel.noekkel)]))
        }
        return veier
    }

    private static func svar(
        _ arkiv: Tilfeldigarkiv, _ referanse: ReferanseTilMappe, _ partner: String, _ rett: Partnerrett, _ ord: [(String, String)]
    ) -> [String] {
        let melding = Meldinger.notat(i: referanse)
        let faults = arkiv.proeve.feil(
            OpprettArkivmelding(
                melding: melding, avsender: .init(partner: partner, source: "/no/970540008/\(partner)", id: "sonde", rett: rett),
                format: .json))
        return faults.map { fault in
            ord.reduce("\(fault.pointer) \(fault.code) \(fault.message)") { text, pair in text.replacing(pair.0, with: pair.1) }
        }
    }
}
