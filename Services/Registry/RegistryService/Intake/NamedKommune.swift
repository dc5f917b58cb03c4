import Contracts
import Domain
import ShardRuntime

extension MunicipalityDirectory {
    /// The municipality that an event names, when there is one of that number; else what is wrong, at its place below `base`.
    func kommune(of event: CloudEvent, at base: String = "") -> Result<Organisasjonsnummer, NamedNone> {
        guard let text = event.extensions["kommune"] else {
            return .failure(
                NamedNone(
                    fault: Fault(
                        pointer: base + "/kommune", code: "missing_attribute",
                        message: "the extension attribute «kommune» must name the municipality (nine digits)")))
        }
        guard let kommune = Organisasjonsnummer(text), municipality(kommune) != nil else {
            return .failure(
                NamedNone(
                    fault: Fault(
                        pointer: base + "/kommune", code: "unknown_municipality", message: "no municipality «\(text)» is set up here")))
        }
        return .success(kommune)
    }
}

/// An event that names no municipality of this installation.
struct NamedNone: Error {
    let fault: Fault
}
