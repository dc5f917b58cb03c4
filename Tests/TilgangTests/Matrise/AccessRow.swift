import Contracts
import Domain

/// What an answer shows of the object that a row is about.
enum Shown: String, Comparable {
    case nothing, exists, redacted, whole

    private var rank: Int {
        switch self {
        case .nothing: 0
        case .exists: 1
        case .redacted: 2
        case .whole: 3
        }
    }

    static func < (left: Shown, right: Shown) -> Bool { left.rank < right.rank }

    /// What the rule lets somebody see, in the matrix's words.
    init(_ visning: Visning) {
        self =
            switch visning {
            case .hel: .whole
            case .utenDeler, .skjermet: .redacted
            case .bareAtDetFinnes: .exists
            case .ingenting: .nothing
            }
    }
}

/// How a row is to agree with the rule.
enum Agreement {
    /// It shows an object, exactly as far as the rule says.
    case exact
    /// It shows one where the rule says that all of it may be seen, and otherwise nothing of it.
    case wholeOrNothing
    /// It shows as much as the rule says or less: of what feeds and lists leave out.
    case atMost
}

/// A request as one reader sends it.
struct AccessRequest {
    var path: String
    var query: [(String, String)] = []
    var body: [UInt8] = []
    var headers: [(String, String)] = []
    /// Whether the municipality is named with `?kommune=`.
    var namesKommune = true

    init(_ path: String, _ query: [(String, String)] = []) { (self.path, self.query) = (path, query) }

    init(_ path: String, json: JSONValue) {
        self.init(path)
        (body, headers) = (json.encoded(), [("Content-Type", "application/json")])
    }

    /// As it is; the path or the body says which municipality, or none is needed.
    var withoutKommune: AccessRequest {
        var copy = self
        copy.namesKommune = false
        return copy
    }
}

/// Who sends a request, and for which municipality it is meant.
struct Asking {
    /// Nil: nobody, or with a token that nobody has.
    let reader: AccessReader?
    /// The municipality that it names, as far as it names one.
    let kommune: String

    /// Whether the municipality is the one where everything asked for lies.
    var isHere: Bool { kommune == AccessReader.hamar }
}

/// One row of the matrix: a route, and what it is asked for.
struct AccessRow {
    /// As the service declares it: `GET /saksmapper/{systemID}`.
    let route: String
    /// What is asked for; empty where there is nothing to tell apart.
    var about = ""
    /// What in an answer tells how much of an object it shows; the first that is there counts.
    var marks: [(Shown, [String])] = []
    /// Where it is held against the rule: the object whose protection counts, and how.
    var agreement: (SystemID, Agreement)?
    let request: (Asking) -> AccessRequest

    init(_ route: String, _ about: String = "", _ request: @escaping (Asking) -> AccessRequest) {
        (self.route, self.about, self.request) = (route, about, request)
    }

    var method: String { String(route.prefix { $0 != " " }) }

    /// The same with what tells how much of an object an answer shows, and how that is to agree with the rule.
    func showing(_ marks: [(Shown, [String])], _ object: SystemID, _ how: Agreement) -> AccessRow {
        var copy = self
        (copy.marks, copy.agreement) = (marks, (object, how))
        return copy
    }

    /// How much of the object an answer shows; nil for a row that is about none, and where nothing was answered but a refusal.
    func shown(_ status: Int, _ body: String) -> Shown? {
        guard !marks.isEmpty, (200..<300).contains(status) else { return nil }
        return marks.first { $0.1.contains { body.contains($0) } }?.0 ?? .nothing
    }
}

/// One object with what lies in it: a case, a journalpost in it, a document with a file.
struct AccessObject: Sendable {
    /// What stands in the matrix.
    let name: String
    /// A word that stands in every title, the file and its name.
    let word: String
    /// A word of the titles for the public; none where the object has none.
    let publicWord: String?
    var mappe: SystemID
    /// Year and number.
    var saksnummer: String
    var post: SystemID
    var postnummer: String
    var dokument: SystemID
    var dokumentobjekt: SystemID
    /// Another case that is protected in the same way and closed: a date for disposal has been worked out.
    var lukket: SystemID

    /// What of a mappe and a registrering tells how much of them is shown.
    var marks: [(Shown, [String])] {
        let names = [mappe.rawValue, saksnummer, post.rawValue, postnummer, lukket.rawValue]
        return [(.whole, [word]), (.redacted, publicWord.map { [$0] } ?? []), (.exists, names.map { "\"\($0)\"" })]
    }
}

/// What one reader is answered.
struct AccessCell: Equatable, CustomStringConvertible {
    let status: Int
    let shown: Shown?

    var description: String { shown.map { "\(status) \($0.rawValue)" } ?? "\(status)" }
}

/// A row with what every reader was answered.
struct AnsweredRow {
    let route: String
    var about: String
    let agreement: (object: SystemID, how: Agreement)?
    /// Without a token, and with one that nobody has.
    let nobody: [AccessCell]
    /// In the order of the readers: of those who may act for another municipality first when they name this one, then when they name none.
    let cells: [[AccessCell]]

    private static func text(_ cells: [AccessCell]) -> String {
        let texts = cells.map(\.description)
        return Set(texts).count == 1 ? texts[0] : texts.joined(separator: " · ")
    }

    /// What stands in the columns.
    var texts: [String] { [Self.text(nobody)] + cells.map(Self.text) }
}
