import Domain
import ServiceKit

/// What one reader may see of the archive: asked of every object before it is shown, and of the search index.
struct Innsyn: Sendable {
    private let principal: Principal

    /// What this principal may see.
    init(_ principal: Principal) { self.principal = principal }

    /// Whether nothing at all is hidden from them: then no object needs to be looked at.
    var serAlt: Bool { principal.klarering == .alle && principal.role != .operator }

    /// Whether they see an object whole.
    func ser(_ tilgang: Tilgang) -> Bool {
        if tilgang.erAapen || serAlt { return true }
        let isTheirs = principal.role != .operator && names.contains { tilgang.deltakere.contains($0) }
        if tilgang.erGradert { return isTheirs }
        if tilgang.skjerming != nil { return principal.mayRead(tilgang.skjerming, deltakere: tilgang.deltakere) }
        // Only names of parties are screened, by no provision: the municipality's own people see them.
        return isTheirs || isCaseworker
    }

    private var names: [String] { [principal.identity] + (principal.partner.map { [$0] } ?? []) }
    private var isCaseworker: Bool { principal.role == .saksbehandler || principal.role == .arkivar }

    /// The keys of screened rows in the search index that are open to them, each between line feeds.
    var soekekoder: String {
        var koder: [String] = isCaseworker ? [Soekenoekkel.bareParter] : []
        if case .bare(let cleared) = principal.klarering { koder += cleared.sorted() }
        return Soekenoekkel.listed(koder)
    }

    /// Their names as rows list participants.
    var soekenavn: [String] { principal.role == .operator ? [] : names.map { Soekenoekkel.listed([$0]) } }

    /// The codes they are cleared for, each between line feeds.
    var koder: String {
        if case .bare(let cleared) = principal.klarering { Soekenoekkel.listed(cleared.sorted()) } else { "" }
    }
}

/// How rows of the search index say who may find them.
enum Soekenoekkel {
    /// Of a row that needs no clearance, but a caseworker.
    static let bareParter = "*"
    /// Of a row that no single clearance opens: it is graded, or screened by several provisions.
    static let ingen = ""

    /// The key of an object with these parts.
    static func of(_ deler: [Tilgang]) -> String {
        if deler.contains(where: \.erGradert) { return ingen }
        let koder = Set(deler.compactMap { $0.skjerming?.tilgangsrestriksjon.kode })
        return koder.count > 1 ? ingen : koder.first ?? bareParter
    }

    /// Texts in a list that is searched with `instr`: each between line feeds, which none of them has.
    static func listed(_ texts: [String]) -> String {
        texts.isEmpty ? "" : "\n" + texts.map { $0.replacing("\n", with: " ") }.joined(separator: "\n") + "\n"
    }
}
