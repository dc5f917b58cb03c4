import Contracts
import Crypto
import Domain

/// A file that came inside a JSON message: `filer: [{navn, data_base64}]`.
struct FiksFil: Sendable, Equatable {
    /// What `referanseDokumentfil` calls it.
    let navn: String
    /// Its content.
    let bytes: [UInt8]

    /// Reads `filer`; every fault goes to the list.
    static func read(_ value: JSONValue, at place: JSONPointer, antallFiler: Int64?, faults: inout FaultList) -> [FiksFil] {
        guard let elements = value.elements else {
            faults.add(place.description, "wrong_type", "must be an array, not a JSON \(value.kind)")
            return []
        }
        if let antallFiler, antallFiler != Int64(elements.count) {
            faults.add(
                place.description, "wrong_file_count", "«antallFiler» says \(antallFiler), but «filer» has \(elements.count)")
        }
        var names: Set<String> = []
        return elements.enumerated().compactMap { index, element in
            let here = place.appending(index)
            guard let fil = one(element, at: here, faults: &faults) else { return nil }
            guard names.insert(fil.navn).inserted else {
                faults.add(
                    here.appending("navn").description, "duplicate_file", "«\(FiksText.shown(fil.navn))» is the name of two files")
                return nil
            }
            return fil
        }
    }

    private static func one(_ value: JSONValue, at place: JSONPointer, faults: inout FaultList) -> FiksFil? {
        guard let members = value.members else {
            faults.add(place.description, "wrong_type", "must be an object, not a JSON \(value.kind)")
            return nil
        }
        for name in members.keys.sorted() where name != "navn" && name != "data_base64" {
            faults.add(place.appending(name).description, "unknown_member", "«\(FiksText.shown(name))» is not a member of a file")
        }
        guard let navn = text("navn", members, place, &faults), let encoded = text("data_base64", members, place, &faults) else {
            return nil
        }
        if let reason = Filnavn.fault(navn) {
            faults.add(place.appending("navn").description, "invalid_file_name", "«\(FiksText.shown(navn))» \(reason)")
            return nil
        }
        do throws(Base64Error) {
            return FiksFil(navn: navn, bytes: try Base64.decode(encoded))
        } catch {
            faults.add(
                place.appending("data_base64").description, "invalid_base64", "\(error) (RFC 4648, with padding and without line breaks)")
            return nil
        }
    }

    private static func text(_ name: String, _ members: [String: JSONValue], _ place: JSONPointer, _ faults: inout FaultList) -> String? {
        guard let value = members[name] else {
            faults.add(place.appending(name).description, "missing_member", "the required member «\(name)» is missing")
            return nil
        }
        guard let text = value.text else {
            faults.add(place.appending(name).description, "wrong_type", "must be a string, not a JSON \(value.kind)")
            return nil
        }
        return text
    }
}
