/// Registers a rule that fills in what messages leave out. A rule of that name is replaced: objects made by it keep what they got.
public struct OpprettRegel: RegistryCommand {
    /// The stable name.
    public static let commandType = "regel.opprett"

    /// The rule.
    public var regel: Regel

    /// A wish.
    public init(regel: Regel) { self.regel = regel }

    /// Grants it when everything the rule names exists.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Regel> {
        _ = try arkiv.kravdKommune()
        let innsyn = circumstances.innsyn(arkiv)
        var faults = Faults()
        if regel.navn.isEmpty { faults.add("/regel/navn", .missingMember, "The rule has no name") }
        if let id = regel.referanseArkivdel, arkiv.arkivdel(id) == nil || !innsyn.kjenner(id) {
            faults.add("/regel/referanseArkivdel", .notFound, "There is no arkivdel \(id)")
        }
        if let id = regel.referanseKlasse, arkiv.klasse(id) == nil || !innsyn.kjenner(id) {
            faults.add("/regel/referanseKlasse", .notFound, "There is no klasse \(id)")
        }
        let codes: [(String, String?, Kodelistenavn)] = [
            ("saksstatus", regel.saksstatus, .saksstatus), ("journalstatus", regel.journalstatus, .journalstatus),
            ("dokumentstatus", regel.dokumentstatus, .dokumentstatus), ("dokumenttype", regel.dokumenttype, .dokumenttype),
            ("dokumentmedium", regel.dokumentmedium, .dokumentmedium),
            ("avskrivningsmaate", regel.avskrivningsmaate, .avskrivningsmaate),
        ]
        for (member, code, list) in codes {
            if let code { _ = arkiv.kode(code, i: list, "/regel/\(member)", &faults) }
        }
        try faults.check()
        if arkiv.regel(regel.navn) == regel { return Decision([], reply: regel) }
        return Decision([RegelOpprettet(regel: regel)], reply: regel)
    }
}
