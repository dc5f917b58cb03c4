import Contracts
import Domain

/// The files that a message carries against the references in it: each reference must lead somewhere, each file be asked for.
struct Filvedlegg {
    private let melding: Arkivmelding
    private let form: MeldingForm
    private let navn: [String]?

    /// What a message carries.
    init(_ read: ReadArkivmelding) {
        (melding, form, navn) = (read.melding, read.form, read.vedlegg)
    }

    /// Everything that does not fit, at its place.
    var faults: [Fault] {
        var (faults, used) = (FaultList(), Set<String>())
        let known = navn.map { Set($0) }
        for sted in melding.filreferanser where !sted.referanse.isEmpty {
            let shown = FiksText.shown(sted.referanse)
            let place = form.place(JSONPointer(sted.pointer))
            switch Filreferanse(sted.referanse) {
            case .none:
                faults.add(
                    place, "invalid_file_reference",
                    "«\(shown)» is neither a file's name, sha256: with 64 hexadecimal digits, nor an https or sftp address")
            case .vedlagt(let navn):
                used.insert(navn)
                if known?.contains(navn) == false {
                    faults.add(place, "unknown_file", "no file «\(shown)» came with the message; \(came)")
                }
            case .opplastet, .adresse: break
            }
        }
        for (index, navn) in (navn ?? []).enumerated() where !used.contains(navn) {
            // An entry of a container has no place in the message: its name says which.
            let place = form == .xml ? "" : "/data/filer/\(index)/navn"
            faults.add(place, "unused_file", "no dokumentobjekt of the message refers to «\(FiksText.shown(navn))»")
        }
        return faults.isEmpty ? [] : faults.rejection.faults
    }

    private var came: String {
        guard let navn, !navn.isEmpty else { return "none did" }
        let limit = 10
        let shown = navn.prefix(limit).map { "«\(FiksText.shown($0))»" }.joined(separator: ", ")
        return "these did: \(shown)" + (navn.count > limit ? " and \(navn.count - limit) more" : "")
    }
}
