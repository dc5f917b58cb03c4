import Contracts
import Domain

extension OenskeReader {
    /// How the owner wants to be told; every fault of the address is named.
    mutating func levering(_ body: JSONValue, _ targets: DeliveryTargets) -> Levering? {
        let place = JSONPointer.root.appending("levering")
        let object = object("levering", in: body)
        unknown(in: object, at: place, known: ["type", "url", "adresse", "intervall", "klokken", "maalform"])
        guard object["type"] != nil, object["type"] != .null else {
            if body["levering"]?.members != nil { fault(place.appending("type"), "missing_member", "type is required") }
            return nil
        }
        guard let type: Levering.Slag = choice("type", in: object, at: place) else { return nil }
        var levering = Levering(type: type)
        levering.url = target("url", of: type == .webhook, in: object, at: place, "an https:// address") {
            targets.webhookFaults($0, at: $1)
        }
        levering.adresse = target("adresse", of: type == .epost, in: object, at: place, "an e-mail address") {
            targets.mailFaults($0, at: $1)
        }
        if type == .epost {
            levering.plan = plan(object, place)
            levering.maalform = choice("maalform", in: object, at: place) ?? .bokmaal
        } else {
            for name in ["intervall", "klokken", "maalform"] where object[name] != nil && object[name] != .null {
                fault(place.appending(name), "not_allowed_here", "this way of being told has no \(name)")
            }
        }
        return levering
    }

    private mutating func plan(_ object: JSONValue, _ place: JSONPointer) -> Sammendragsplan {
        let intervall: Sammendragsplan.Intervall = choice("intervall", in: object, at: place) ?? .dag
        var plan = Sammendragsplan(intervall: intervall)
        guard let value = object["klokken"], value != .null else { return plan }
        guard intervall == .dag else {
            fault(place.appending("klokken"), "not_allowed_here", "only the daily digest has a time of the day")
            return plan
        }
        guard let minute = value.text.flatMap(Self.minute) else {
            fault(place.appending("klokken"), "invalid_value", "klokken is a time such as 07:30")
            return plan
        }
        plan.minuttPaaDagen = minute
        return plan
    }

    private mutating func target(
        _ name: String, of isRequired: Bool, in object: JSONValue, at place: JSONPointer, _ accepts: String,
        _ faults: (String, String) -> [Fault]
    ) -> String? {
        let place = place.appending(name)
        guard let value = object[name], value != .null else {
            if isRequired { fault(place, "missing_member", "\(name) is required: \(accepts)") }
            return nil
        }
        guard isRequired else {
            fault(place, "not_allowed_here", "this way of being told has no \(name)")
            return nil
        }
        guard let text = value.text else {
            fault(place, "invalid_value", "\(name) is text: \(accepts)")
            return nil
        }
        for one in faults(text, place.description) { fault(place, one.code, one.message) }
        return text
    }

    private static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }
}
