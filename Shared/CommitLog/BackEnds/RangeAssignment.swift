/// Who of a group's members has which partitions: Kafka's `range` assignor for one topic.
///
/// A pure function of the member list, so that every member computes the same without talking.
enum RangeAssignment {
    /// The partitions of each member, in the order of `members`, which must be sorted the same way everywhere.
    /// The first `partitions % members` members have one more than the others.
    static func partitions(_ count: Int32, among members: Int) -> [Set<Int32>] {
        guard members > 0 else { return [] }
        let (each, extra) = Int(count).quotientAndRemainder(dividingBy: members)
        var next: Int32 = 0
        return (0..<members).map { index in
            let share = Int32(each + (index < extra ? 1 : 0))
            defer { next += share }
            return Set(next..<next + share)
        }
    }
}
