import Contracts
import Domain
import ShardRuntime

/// Somebody asks that a missing file be fetched now, perhaps from another place.
struct BeOmFilhenting: ShardCommand {
    static let commandType = "fil.hent"

    var dokumentobjekt: SystemID
    /// Where it is from now on: an upload. Nil for where it was.
    var referanseDokumentfil: String?
    var actor: String
    /// For a partner: only what it sent itself.
    var partner: String?
    /// What they may see; nil where an earlier program wrote it: what is open, and theirs.
    var leser: Leser?

    func decide(in shard: ShardContext) throws -> ShardDecision {
        let lager = DocumentsLager(shard.database)
        guard let fil = try lager.fil(dokumentobjekt), partner == nil || fil.avsender?.partner == partner else {
            throw Rejection(
                .ikkefunnet, [Fault(pointer: "", code: "not_found", message: "no dokumentobjekt \(dokumentobjekt) in the archive")])
        }
        // Whoever says which file a document is must see the document; fetching it again from where it was shows and changes nothing.
        if partner == nil, referanseDokumentfil != nil, let dokument = try lager.dokument(fil.dokumentbeskrivelse),
            case let leser = leser ?? .uklarert(actor),
            !leser.visning(av: dokument, shard.now.norskDato).viserInnhold
        {
            throw Rejection(
                .ugyldigforespoersel,
                [
                    Fault(
                        pointer: "", code: FaultCode.notCleared.rawValue,
                        message: "Not cleared for this document: who may not see it may not say which file it is")
                ])
        }
        guard fil.tilstand.mangler else {
            throw Rejection(
                .ugyldigforespoersel,
                [Fault(pointer: "", code: "file_already_stored", message: "the file is in the archive, and is never replaced")])
        }
        guard fil.avsender != nil || referanseDokumentfil != nil else {
            throw Rejection(
                .ugyldigforespoersel,
                [
                    Fault(
                        pointer: "/referanseDokumentfil", code: "missing_member",
                        message: "nobody said where the file is: name an upload, sha256:<hex>")
                ])
        }
        let event = FilhentingBedtOm(
            dokumentobjekt: dokumentobjekt, referanseDokumentfil: referanseDokumentfil, bedtOmAv: actor, bedtOmDato: shard.now)
        return ShardDecision(
            events: [event], answer: Answer(body: ["systemID": .string(dokumentobjekt.rawValue), "tilstand": .string("venter")]))
    }
}
