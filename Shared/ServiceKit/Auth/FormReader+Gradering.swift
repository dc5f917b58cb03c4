import Contracts
import Domain

extension FormReader {
    /// The gradings (M506) somebody is cleared for; none when they are missing.
    mutating func gradering(in object: [String: JSONValue], at place: JSONPointer) -> [String] {
        guard object["gradering"] != nil else { return [] }
        let codes = texts("gradering", in: object, at: place)
        for (index, code) in codes.enumerated() where !Sikkerhetsgrad.alle.contains(code) {
            fault(
                place.appending("gradering").appending(index), "unknown_code",
                "«\(code)» is no grading (M506): \(Sikkerhetsgrad.alle.joined(separator: ", "))")
        }
        return codes
    }
}
