/// Sets the municipality's publishing policy. What it makes public, or not public any more, is told afterwards, bit by bit.
public struct EndrePubliseringsregel: RegistryCommand {
    /// The stable name.
    public static let commandType = "publiseringsregel.endre"

    /// The policy.
    public var regel: Publiseringsregel
    /// Why; required.
    public var begrunnelse: String

    /// A wish.
    public init(regel: Publiseringsregel, begrunnelse: String) { (self.regel, self.begrunnelse) = (regel, begrunnelse) }

    /// Grants it when everything the policy names exists; each list is kept in order, every value once.
    public func decide(_ arkiv: some Arkivoppslag, _ circumstances: Circumstances) throws(Rejection) -> Decision<Publiseringsregel> {
        _ = try arkiv.kravdKommune()
        var faults = Faults()
        if begrunnelse.allSatisfy(\.isWhitespace) { faults.add("/begrunnelse", .missingMember, "Say why") }
        checkSizes(&faults)
        for (index, code) in regel.journalstatuser.enumerated() {
            let pointer = "/journalstatuser/\(index)"
            guard let status = arkiv.kode(code, i: .journalstatus, pointer, &faults) else { continue }
            if !Journalstatuskode.erJournalfoert(status.kode) {
                let known = Journalstatuskode.journalfoerte.map(\.rawValue).joined(separator: ", ")
                faults.add(pointer, .statusNotAllowed, "«\(status.kodenavn)» is not in the journal; statuses that are: \(known)")
            }
        }
        for (index, code) in regel.journalposttyper.enumerated() {
            _ = arkiv.kode(code, i: .journalposttype, "/journalposttyper/\(index)", &faults)
        }
        // One that they may not see is, to them, not there; what was left out before stays so.
        let (innsyn, forrige) = (circumstances.innsyn(arkiv), arkiv.publiseringsregel())
        for (index, id) in regel.unntatteArkivdeler.enumerated()
        where arkiv.arkivdel(id) == nil || (!forrige.unntatteArkivdeler.contains(id) && !innsyn.kjenner(id)) {
            faults.add("/unntatteArkivdeler/\(index)", .notFound, "There is no arkivdel \(id)")
        }
        try faults.check()
        let ny = inOrder(arkiv)
        if ny == forrige { return Decision([], reply: ny) }
        let event = PubliseringsregelEndret(
            regel: ny, forrige: forrige, endretDato: circumstances.now, endretAv: circumstances.actor, begrunnelse: begrunnelse)
        return Decision([event], reply: ny)
    }

    private func checkSizes(_ faults: inout Faults) {
        if !(0...Publiseringsregel.limitForsinkelseDager).contains(regel.forsinkelseDager) {
            faults.add(
                "/forsinkelseDager", .invalidValue, "«\(regel.forsinkelseDager)» is not 0–\(Publiseringsregel.limitForsinkelseDager) days")
        }
        let counts = [
            ("journalstatuser", regel.journalstatuser.count), ("journalposttyper", regel.journalposttyper.count),
            ("unntatteArkivdeler", regel.unntatteArkivdeler.count),
        ]
        for (member, count) in counts where count > Publiseringsregel.limitVerdier {
            faults.add("/\(member)", .invalidValue, "\(count) values are more than \(Publiseringsregel.limitVerdier)")
        }
    }

    /// Codes may be given by their texts; the policy has codes.
    private func inOrder(_ arkiv: some Arkivoppslag) -> Publiseringsregel {
        var ny = regel
        ny.journalstatuser = Set(regel.journalstatuser.map { arkiv.kodeverdi($0, i: .journalstatus)?.kode ?? $0 }).sorted()
        ny.journalposttyper = Set(regel.journalposttyper.map { arkiv.kodeverdi($0, i: .journalposttype)?.kode ?? $0 }).sorted()
        ny.unntatteArkivdeler = Set(regel.unntatteArkivdeler).sorted()
        return ny
    }
}
