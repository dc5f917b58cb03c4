import Contracts

/// Translates JSON Pointers into the message to XPaths.
enum FiksXPath {
    /// `/mappe/part/0/partNavn` becomes `/arkivmelding/mappe/part[1]/partNavn`; what the schema does not know is taken over as it is.
    static func xpath(_ pointer: JSONPointer) -> String {
        var path = "/arkivmelding"
        var types = [FiksArkivmelding.arkivmelding]
        for token in pointer.tokens {
            if let index = Int(token), index >= 0 {
                path += "[\(index + 1)]"
                continue
            }
            if token == "type", types.count > 1 {
                path += "/@xsi:type"
                continue
            }
            path += "/" + token
            let element = types.lazy.compactMap { $0.elementsByName[token] }.first
            switch element?.content {
            case .type(let type): types = [type]
            case .oneOf(let choices): types = choices
            default: types = []
            }
        }
        return path
    }
}
