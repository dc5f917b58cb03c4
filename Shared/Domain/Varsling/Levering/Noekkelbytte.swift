/// How keys are changed: for a time both the old and the new sign, so that no message is without a signature that its receiver can check.
public enum Noekkelbytte {
    /// How long the old keys go on signing when nothing is said, seconds.
    public static let standardOverlappSekunder = 24 * 3_600
    /// How long they may at most, seconds.
    public static let lengsteOverlappSekunder = 7 * 24 * 3_600
    /// How many pairs may sign at a time: each adds two signatures to a header that receivers limit.
    public static let flestSamtidige = 3

    /// What is wrong with the wish to change keys; empty when nothing is.
    public static func faults(overlappSekunder: Int, gyldige: Int) -> [Fault] {
        var faults: [Fault] = []
        if !(0...lengsteOverlappSekunder).contains(overlappSekunder) {
            faults.append(
                Fault(
                    pointer: "/overlappSekunder", code: FaultCode.invalidValue.rawValue,
                    message: "overlappSekunder must be from 0 to \(lengsteOverlappSekunder)"))
        }
        if overlappSekunder > 0, gyldige >= flestSamtidige {
            faults.append(
                Fault(
                    pointer: "", code: "too_many_keys",
                    message: "\(gyldige) keys sign already; wait until an overlap has ended, or end all of them with overlappSekunder 0"))
        }
        return faults
    }
}
