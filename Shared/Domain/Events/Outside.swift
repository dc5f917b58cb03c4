/// What everybody outside the suite is told of events of one type.
public enum Outside<Event: DomainEvent>: Sendable {
    /// That such a thing happens is nobody's business outside, or told by another event.
    case nothing
    /// This much of each; of some nothing.
    case told(@Sendable (Event) -> PublicFact?)
}

/// An event that answers for what the outside is told of it: whoever adds a type has to say it.
public protocol AnsweringEvent: DomainEvent {
    /// What everybody outside is told of such events.
    static var outside: Outside<Self> { get }
}

extension AnsweringEvent {
    /// Whether anything of such events is told outside.
    public static var isTold: Bool {
        switch outside {
        case .nothing: false
        case .told: true
        }
    }

    /// What everybody is told of it; nil: nothing.
    public var publicFact: PublicFact? {
        switch Self.outside {
        case .nothing: nil
        case .told(let tell): tell(self)
        }
    }
}

/// What everybody is told of one event, and what it is about: ids, numbers, codes and moments.
public struct PublicFact: Sendable, Equatable {
    /// A value; each stands in JSON in one way.
    public enum Value: Sendable, Equatable {
        /// A text, an id, a date or a moment.
        case text(String)
        /// A number.
        case number(Int)
        /// Yes or no.
        case flag(Bool)
        /// A code and its name.
        case kode(Kode)
        /// Lists of ids, by what they are the ids of.
        case ids([String: [SystemID]])
    }

    /// The systemID of the object, or the municipality's organisasjonsnummer.
    public let subject: String
    /// By name; what has no value is left out.
    public private(set) var members: [String: Value] = [:]

    init(subject: String) { self.subject = subject }

    /// An object, and the mappe it lies in.
    init(_ systemID: SystemID, i mappe: SystemID?) {
        self.init(subject: systemID.rawValue)
        set("systemID", systemID)
        set("referanseMappe", mappe)
    }

    /// A mappe: its ids and where it lies.
    init(_ mappe: Mappe) {
        self.init(subject: mappe.systemID.rawValue)
        set("systemID", mappe.systemID)
        set("mappeID", mappe.mappeID)
        set("referanseForeldermappe", mappe.referanseForeldermappe)
        set("referanseArkivdel", mappe.referanseArkivdel)
    }

    /// A registrering: its ids and where it lies.
    init(_ registrering: Registrering) {
        self.init(registrering.systemID, i: registrering.referanseMappe)
        set("registreringsID", registrering.registreringsID)
        set("referanseArkivdel", registrering.referanseArkivdel)
    }

    mutating func set(_ name: String, _ value: String?) { members[name] = value.map { .text($0) } }
    mutating func set(_ name: String, _ value: Int?) { members[name] = value.map { .number($0) } }
    mutating func set(_ name: String, _ value: Bool) { members[name] = .flag(value) }
    mutating func set(_ name: String, _ value: SystemID?) { members[name] = value.map { .text($0.rawValue) } }
    mutating func set(_ name: String, _ value: Dato?) { members[name] = value.map { .text($0.description) } }
    mutating func set(_ name: String, _ value: Tidspunkt?) { members[name] = value.map { .text($0.description) } }
    mutating func set(_ name: String, _ value: Kode?) { members[name] = value.map { .kode($0) } }
    mutating func set(_ name: String, _ value: [String: [SystemID]]) { members[name] = .ids(value) }

    /// With more members.
    func with(_ change: (inout PublicFact) -> Void) -> PublicFact {
        var copy = self
        change(&copy)
        return copy
    }
}
