extension Sequence<any DomainEvent> {
    /// The events of a commit with their places, as ids outside the service count them. A class that is made on the way is not counted: the gap would
    /// tell that a person's number was not used before.
    public func told() -> [(place: Int, event: any DomainEvent)] {
        var place = 0
        return map { event in
            if event is KlasseOpprettet { return (place, event) }
            defer { place += 1 }
            return (place, event)
        }
    }
}
