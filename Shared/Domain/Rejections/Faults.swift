/// Every reason found so far; a decision looks for all of them before it refuses.
struct Faults {
    private(set) var list: [Fault] = []

    var isEmpty: Bool { list.isEmpty }

    mutating func add(_ pointer: String, _ code: FaultCode, _ message: String) {
        list.append(Fault(pointer: pointer, code: code.rawValue, message: message))
    }

    /// Refuses when there is a reason to: `ikkefunnet` when nothing is wrong but that something does not exist.
    func check() throws(Rejection) {
        guard !list.isEmpty else { return }
        let onlyMissing = list.allSatisfy { $0.code == FaultCode.notFound.rawValue }
        throw Rejection(onlyMissing ? .ikkefunnet : .ugyldigforespoersel, list)
    }

    /// Refuses with one reason.
    static func refuse(_ pointer: String, _ code: FaultCode, _ message: String) -> Rejection {
        Rejection(code == .notFound ? .ikkefunnet : .ugyldigforespoersel, [Fault(pointer: pointer, code: code.rawValue, message: message)])
    }
}
