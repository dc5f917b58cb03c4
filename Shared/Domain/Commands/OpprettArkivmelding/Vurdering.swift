/// The working state of one decision on an arkivmelding: what is asked, what the archive answers, what is wrong so far.
///
/// Its parts go on after a fault so that the sender hears of all of them; what they build then is never used.
final class Vurdering {
    let melding: Arkivmelding
    /// The partner that sent it.
    let partner: String
    /// What of the archive the partner may know and add to.
    let rett: Partnerinnsyn
    let arkiv: any Arkivoppslag
    let circumstances: Circumstances
    let regel: Regel
    var faults = Faults()
    /// Classes of identifiers used for the first time.
    var nyeKlasser: [Klasse] = []
    /// Keys of the message's own documents.
    var dokumentnoekler: Set<EksternNoekkel> = []

    /// Stops at once when the message names a rule that does not exist: everything else would be judged wrongly.
    init(
        _ melding: Arkivmelding, av avsender: OpprettArkivmelding.Avsender, _ arkiv: any Arkivoppslag, _ circumstances: Circumstances
    ) throws(Rejection) {
        (self.melding, partner, self.arkiv, self.circumstances) = (melding, avsender.partner, arkiv, circumstances)
        rett = Partnerinnsyn(
            partner: avsender.partner, rett: avsender.rett ?? Partnerrett(), arkiv: arkiv, dag: circumstances.today)
        let name = melding.regel ?? arkiv.kommune()?.standardregel ?? ""
        guard let regel = arkiv.regel(name) else {
            let known = arkiv.regelnavn().joined(separator: ", ")
            throw Faults.refuse("/regel", .unknownRule, "There is no rule «\(name)»; rules: \(known)")
        }
        self.regel = regel
    }

    var now: Tidspunkt { circumstances.now }
    var today: Dato { circumstances.today }
    func nextID() -> SystemID { circumstances.nextID() }

    func checkEnvelope() {
        krev(melding.system, "/system")
        if melding.mappe == nil, melding.registrering == nil {
            faults.add("", .missingMember, "The message has neither mappe nor registrering")
        }
        let files = melding.filreferanser.map(\.referanse)
        let inMessage = Set(files.filter { !Vurdering.erAdresse($0) })
        if melding.antallFiler != inMessage.count, melding.antallFiler != Set(files).count {
            faults.add(
                "/antallFiler", .fileCountMismatch, "antallFiler is \(melding.antallFiler), but the documents name \(inMessage.count) files"
            )
        }
    }

    /// Whether the file lies elsewhere: an upload made before, or an address to fetch it from.
    private static func erAdresse(_ reference: String) -> Bool {
        ["sha256:", "https://", "http://", "sftp://"].contains { reference.hasPrefix($0) }
    }

    // MARK: Small questions

    /// A required text; empty counts as missing.
    func krev(_ text: String, _ pointer: String) {
        if text.isEmpty { faults.add(pointer, .missingMember, "\(pointer.split(separator: "/").last ?? "") is missing") }
    }

    /// A code of a list; a placeholder after a fault.
    func kode(_ kode: Arkivmelding.Kode, _ liste: Kodelistenavn, _ pointer: String) -> Kode {
        arkiv.kode(kode.kode, i: liste, pointer, &faults) ?? Kode(kode: kode.kode, kodenavn: kode.kode)
    }

    /// A code of a list, or the one the rule gives; nil when neither says anything.
    func kode(_ kode: Arkivmelding.Kode?, _ liste: Kodelistenavn, _ pointer: String, regel standard: String? = nil) -> Kode? {
        if let kode { return self.kode(kode, liste, pointer) }
        guard let standard else { return nil }
        return arkiv.kode(standard, i: liste, pointer, &faults)
    }

    /// A code that must be there, from the message or the rule.
    func kravdKode(_ kode: Arkivmelding.Kode?, _ liste: Kodelistenavn, _ pointer: String, regel standard: String?) -> Kode {
        if let found = self.kode(kode, liste, pointer, regel: standard) { return found }
        if kode == nil, standard == nil {
            faults.add(pointer, .missingMember, "\(liste.rawValue) is missing, and the rule «\(regel.navn)» has none")
        }
        return Kode(kode: "", kodenavn: "")
    }

    /// A code of a list that the archive does not keep: kept as sent.
    func fritt(_ kode: Arkivmelding.Kode?) -> Kode? {
        kode.map { Kode(kode: $0.kode, kodenavn: $0.beskrivelse ?? $0.kode) }
    }

    /// A country: two letters.
    func land(_ kode: Arkivmelding.Kode?, _ pointer: String) -> Kode? {
        guard let kode else { return nil }
        checkLand(kode.kode, pointer)
        return Kode(kode: kode.kode.uppercased(), kodenavn: kode.beskrivelse ?? kode.kode.uppercased())
    }

    func checkLand(_ kode: String, _ pointer: String) {
        let letters = kode.utf8.count == 2 && kode.utf8.allSatisfy { (65...90).contains($0) || (97...122).contains($0) }
        if !letters { faults.add(pointer, .invalidValue, "«\(kode)» is no country code (two letters, ISO 3166)") }
    }

    /// A person or unit, or the one the rule gives.
    func aktoer(_ given: Arkivmelding.Identifikatorer?, _ pointer: String, regel standard: Aktoer?) -> Aktoer {
        if let aktoer = given?.aktoer(arkiv) ?? standard { return aktoer }
        faults.add(pointer, .missingMember, "\(pointer.split(separator: "/").last ?? "") is missing, and the rule «\(regel.navn)» has none")
        return Aktoer(navn: "")
    }

    /// An external key with both halves.
    func noekkel(_ noekkel: EksternNoekkel?, _ pointer: String) -> EksternNoekkel? {
        guard let noekkel else { return nil }
        krev(noekkel.fagsystem, "\(pointer)/fagsystem")
        krev(noekkel.noekkel, "\(pointer)/noekkel")
        return noekkel
    }
}
