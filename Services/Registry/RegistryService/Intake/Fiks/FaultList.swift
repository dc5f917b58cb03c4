import Domain

/// Gathers what is wrong with a message; tells a limited number and counts the rest.
struct FaultList {
    /// How many faults one answer lists; who sends more has a fault in the program, not in the data.
    static let maximumFaultsTold = 100

    private(set) var faults: [Fault] = []
    private var untold = 0

    var isEmpty: Bool { faults.isEmpty }

    mutating func add(_ pointer: String, _ code: String, _ message: String) {
        guard faults.count < Self.maximumFaultsTold else {
            untold += 1
            return
        }
        faults.append(Fault(pointer: pointer, code: code, message: message))
    }

    /// Adds those of another list.
    mutating func add(_ other: FaultList) {
        for fault in other.faults { add(fault.pointer, fault.code, fault.message) }
        untold += other.untold
    }

    /// All of them as an answer.
    var rejection: Rejection {
        guard untold > 0 else { return Rejection(.ugyldigforespoersel, faults) }
        let rest = Fault(pointer: "", code: "more_faults", message: "\(untold) more faults are not listed")
        return Rejection(.ugyldigforespoersel, faults + [rest])
    }
}
