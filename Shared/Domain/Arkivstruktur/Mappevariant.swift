/// A mappe of one of the three kinds.
public enum Mappevariant: Sendable, Equatable {
    /// A plain mappe.
    case mappe(Mappe)
    /// A case.
    case saksmappe(Saksmappe)
    /// A meeting.
    case moetemappe(Moetemappe)

    /// What all kinds have.
    public var mappe: Mappe {
        get {
            switch self {
            case .mappe(let mappe): mappe
            case .saksmappe(let saksmappe): saksmappe.mappe
            case .moetemappe(let moetemappe): moetemappe.mappe
            }
        }
        set {
            switch self {
            case .mappe: self = .mappe(newValue)
            case .saksmappe(var saksmappe):
                saksmappe.mappe = newValue
                self = .saksmappe(saksmappe)
            case .moetemappe(var moetemappe):
                moetemappe.mappe = newValue
                self = .moetemappe(moetemappe)
            }
        }
    }

    /// What decisions need to know of it.
    public var kort: Mappekort {
        switch self {
        case .mappe(let mappe): Mappekort(mappe, slag: .mappe)
        case .saksmappe(let saksmappe): Mappekort(saksmappe)
        case .moetemappe(let moetemappe): Mappekort(moetemappe.mappe, slag: .moetemappe)
        }
    }

    /// That it was made.
    var opprettet: any RegistryEvent {
        switch self {
        case .mappe(let mappe): MappeOpprettet(mappe: mappe)
        case .saksmappe(let saksmappe): SaksmappeOpprettet(saksmappe: saksmappe)
        case .moetemappe(let moetemappe): MoetemappeOpprettet(moetemappe: moetemappe)
        }
    }
}
