import Contracts

/// The status as a person reads it: instances, partitions, then whatever is wrong.
struct StatusReport {
    private let console: Console
    private let withShards: Bool

    init(_ console: Console, withShards: Bool) { (self.console, self.withShards) = (console, withShards) }

    func show(_ status: SystemStatus) {
        instances(status).lines(console).forEach(console.print)
        let partitions = partitions(status)
        if !partitions.isEmpty {
            console.print("")
            partitions.lines(console).forEach(console.print)
        }
        intake(status)
        if withShards { shards(status) }
        problems(status)
    }

    private func instances(_ status: SystemStatus) -> Table {
        var table = Table(["service", "instance", "address", "version", "log", "owns"])
        for one in status.instances {
            guard let answer = one.answer else {
                table.add([.init(one.service.rawValue), .init("-"), .init(one.url), .init("-"), .init("-"), .init("does not answer", .red)])
                continue
            }
            let owned = status.partitions(of: one).filter { $0["role"]?.text == "owner" }.compactMap { $0["partition"]?.plain }
            table.add([
                .init(one.service.rawValue), .init(answer["instance"]?.plain ?? ""), .init(one.url), .init(answer["version"]?.plain ?? ""),
                .init(answer["log"]?.plain ?? ""),
                owned.isEmpty ? .init("nothing (stands by)", .dim) : .init(ranges(owned.compactMap { Int($0) })),
            ])
        }
        return table
    }

    /// One line per partition, from the instance that owns it; a partition nobody owns is shown from whoever knows it.
    private func partitions(_ status: SystemStatus) -> Table {
        var table = Table(["service", "partition", "owner", "epoch", "commits", "behind", "input lag"], right: [1, 3, 4, 5, 6])
        for service in ServiceName.allCases {
            for (number, partition, instance) in owners(status, service) {
                let owner = partition["owner"]?["instance"]?.plain ?? (partition["role"]?.text == "owner" ? instance : nil)
                let epoch = partition["owner"]?["epoch"]?.plain ?? partition["epoch"]?.plain ?? ""
                let position = partition["commits"]?["position"]?.integer ?? 0
                let end = partition["commits"]?["end"]?.integer ?? 0
                let lag = (partition["inputs"]?.elements ?? []).reduce(Int64(0)) { $0 + ($1["lag"]?.integer ?? 0) }
                table.add([
                    .init(service.rawValue), .init(String(number)),
                    owner.map { .init($0) } ?? .init("nobody", .red),
                    .init(epoch), .init(String(end)), figure(end - position), figure(lag),
                ])
            }
        }
        return table
    }

    /// One line per topic of partners' messages.
    private func intake(_ status: SystemStatus) {
        var table = Table(["intake", "partitions", "input lag", "oldest, seconds"], right: [1, 2, 3])
        for one in status.intake {
            table.add([.init(one.topic), .init(String(one.partitions.count)), figure(one.lag), figure(one.oldestSeconds)])
        }
        guard !table.isEmpty else { return }
        console.print("")
        table.lines(console).forEach(console.print)
    }

    /// Each partition as its owner tells of it, or whoever knows it.
    private func owners(_ status: SystemStatus, _ service: ServiceName) -> [(number: Int64, partition: JSONValue, instance: String)] {
        var found: [Int64: (JSONValue, String)] = [:]
        for instance in status.instances where instance.service == service {
            for partition in status.partitions(of: instance) {
                guard let number = partition["partition"]?.integer else { continue }
                if found[number] == nil || partition["role"]?.text == "owner" {
                    found[number] = (partition, instance.answer?["instance"]?.plain ?? "?")
                }
            }
        }
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value.0, $0.value.1) }
    }

    private func figure(_ number: Int64) -> Table.Cell { number > 0 ? .init(String(number), .yellow) : .init("0") }

    private func shards(_ status: SystemStatus) {
        var table = Table(["service", "kommune", "commits", "state"], right: [2])
        for service in ServiceName.allCases {
            for (_, partition, _) in owners(status, service) {
                for shard in partition["shards"]?.elements ?? [] {
                    table.add([
                        .init(service.rawValue), .init(shard["kommune"]?.plain ?? ""), .init(shard["sequence"]?.plain ?? ""),
                        .init(shard["state"]?.plain ?? ""),
                    ])
                }
            }
        }
        guard !table.isEmpty else { return }
        console.print("")
        table.lines(console).forEach(console.print)
    }

    private func problems(_ status: SystemStatus) {
        let open = status.quarantine.filter { $0.value > 0 }.sorted { $0.key.rawValue < $1.key.rawValue }
        guard !status.alarms.isEmpty || !open.isEmpty else { return }
        console.print("")
        for alarm in status.alarms {
            let place = alarm.service.rawValue + (alarm.topic.map { " \($0)" } ?? "") + (alarm.partition.map { " partition \($0)" } ?? "")
            console.print(console.styled("ALARM ", .red, .bold) + "\(alarm.code)  \(place)  since \(alarm.since)\n      \(alarm.message)")
        }
        for (service, count) in open {
            let codes = status.quarantineCodes(service).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            let why = codes.isEmpty ? "" : " (\(codes.map { "\($0.key) \($0.value)" }.joined(separator: ", ")))"
            console.print(console.styled("\(count) in quarantine", .yellow) + " in \(service.rawValue): sakarkiv quarantine list" + why)
        }
    }

    /// `0-3, 5`
    private func ranges(_ numbers: [Int]) -> String {
        var parts: [ClosedRange<Int>] = []
        for number in numbers.sorted() {
            if let last = parts.last, last.upperBound + 1 == number {
                parts[parts.count - 1] = last.lowerBound...number
            } else {
                parts.append(number...number)
            }
        }
        return parts.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ", ")
    }
}
