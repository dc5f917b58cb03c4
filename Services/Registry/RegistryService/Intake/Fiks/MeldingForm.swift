import Contracts
import Domain

/// The form a partner sent a message in; answers go out in the same one, and places are told in its language.
enum MeldingForm: String, Codable, Sendable {
    /// XML: places are XPaths below `/arkivmelding`, names without prefix.
    case xml
    /// JSON, the message itself: places are JSON Pointers into the event, below `/data`.
    case json
    /// JSON with the message in a member `arkivmelding`: places stand below `/data/arkivmelding`.
    case wrappedJSON

    /// How the command that is made of the message names the form.
    var meldingsformat: OpprettArkivmelding.Meldingsformat { self == .xml ? .xml : .json }

    /// The media type of an answer.
    var answerContentType: String { self == .xml ? "application/xml" : "application/json" }

    /// The place in what the partner sent of a pointer into the message (`/mappe/part/0/partNavn`).
    func place(_ pointer: JSONPointer) -> String {
        switch self {
        case .xml: FiksXPath.xpath(pointer)
        case .json: "/data" + pointer.description
        case .wrappedJSON: "/data/arkivmelding" + pointer.description
        }
    }

    /// The same rejection with the places of the domain's faults in the language of the form.
    func placed(_ rejection: Rejection) -> Rejection {
        Rejection(
            rejection.kind,
            rejection.faults.map { Fault(pointer: place(JSONPointer($0.pointer)), code: $0.code, message: $0.message) })
    }
}
