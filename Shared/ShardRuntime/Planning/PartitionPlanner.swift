import CommitLog
import Domain
import Observability
import Synchronization

/// Works out which partitions this instance is to own, follow or leave alone, whenever something changes, and says so to their owners.
///
/// The group says who lives, the `owners` topic what each is ready for, the commit log who owns. While the log is away nothing of that is
/// known anew, and everybody goes on with what it has.
final class PartitionPlanner<Model: ShardModel>: Sendable {
    /// How often it looks though nothing is told, seconds.
    private static var limitQuietSeconds: Int { 2 }
    /// How often the group is asked who lives though it has not changed, seconds.
    private static var limitMembersAgeSeconds: Int64 { 15 }
    /// How long the group may take to settle before it is asked again, milliseconds.
    private static var settlingMilliseconds: Int64 { 100 }
    /// How long what was said may take to come back through the topic before it is said again.
    private static var limitSaying: Duration { .seconds(5) }
    /// What stands between an instance's name and what tells its processes apart.
    static var separator: Character { "~" }

    private struct State {
        var members: Set<String> = []
        /// When the group was last asked with an answer, milliseconds since the epoch; nil: ask it.
        var askedAt: Int64?
        /// What the group's own assignment gives this member: it counts while members of earlier programs take part.
        var assigned: Set<Int32> = []
        /// What was said of this member last, and when it was appended: it comes back through the topic a moment later.
        var said: StandbyNote?
        var saidAt: Duration?
        var isLeaving = false
        var hasPlanned = false
        var told: [Int32: PartitionDuty] = [:]
    }

    private let model: Model
    private let environment: OwnerEnvironment
    private let owners: [PartitionOwner<Model>]
    private let state = Mutex(State())
    private let (changes, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    init(model: Model, environment: OwnerEnvironment, owners: [PartitionOwner<Model>]) {
        (self.model, self.environment, self.owners) = (model, environment, owners)
        environment.owners.listen { [bell] in bell.yield() }
        for owner in owners { owner.status.listen { [bell] in bell.yield() } }
    }

    /// True when the group has said who its members are, and it is planned what this one is to do.
    var hasPlanned: Bool { state.withLock { $0.hasPlanned } }

    /// True when another member lives that is not being stopped itself, as last heard.
    var hasSuccessors: Bool {
        let notes = environment.owners.standbys(of: model.service)
        return state.withLock { $0.members }.contains { $0 != environment.member && notes[$0]?.isLeaving != true }
    }

    /// From now on the partitions go to others.
    func leave() {
        state.withLock { $0.isLeaving = true }
        bell.yield()
    }

    /// Plans until cancelled.
    func run(_ membership: any GroupMembership) async {
        takeBack()
        await withDiscardingTaskGroup { group in
            group.addTask { [self] in
                for await assigned in membership.assignments {
                    state.withLock { ($0.assigned, $0.askedAt) = (assigned, nil) }
                    bell.yield()
                }
            }
            group.addTask { [self] in
                // Fails only when cancelled: the loop's condition ends it.
                while !Task.isCancelled {
                    try? await environment.time.sleep(for: .seconds(Self.limitQuietSeconds))
                    bell.yield()
                }
            }
            group.addTask { [self] in
                for await _ in changes { await look(membership) }
            }
        }
    }

    /// What the process before this one owned in this instance's name is this one's at once: the group would find out only when the other's
    /// session has run out. Whoever has claimed meanwhile is seen in the log.
    private func takeBack() {
        let url = environment.url()
        for owner in owners where environment.owners.owner(service: model.service, partition: owner.partition)?.url == url {
            order(.own, of: owner)
        }
    }

    private func look(_ membership: any GroupMembership) async {
        // With what is known so far: who has claimed, and who waits to hand over, does not wait for the network.
        plan()
        await noteReadiness()
        plan()
        if await refresh(membership) { plan() }
    }

    /// Asks the group who lives, when it is time; true when it has said so.
    private func refresh(_ membership: any GroupMembership) async -> Bool {
        let now = environment.time.now().milliseconds
        let askedAt = state.withLock { $0.askedAt }
        if let askedAt, now - askedAt < Self.limitMembersAgeSeconds * 1_000 { return false }
        do {
            guard let members = try await membership.members() else {
                try await environment.time.sleep(for: .milliseconds(Self.settlingMilliseconds))
                bell.yield()
                return false
            }
            state.withLock { ($0.members, $0.askedAt) = (members, now) }
            await removeGone(members)
            return true
        } catch {
            // The log is away: who lives is as it was when it was last heard of.
            return false
        }
    }

    /// Says what this member is ready for, when that has changed.
    private func noteReadiness() async {
        let ready = owners.filter { $0.status.snapshot.isReady && !$0.status.isOfAnotherHistory }.map(\.partition).sorted()
        let isLeaving = state.withLock { $0.isLeaving }
        let note = StandbyNote(
            instance: environment.instance, url: environment.url(), ready: isLeaving ? [] : ready, isLeaving: isLeaving)
        // As the topic has it: another member takes the note of one away that it holds for gone, and this one may have come back.
        let noted = environment.owners.standbys(of: model.service)[environment.member]
        let isSaid = state.withLock { state in
            defer { state.said = note }
            return state.said == note && noted == nil && state.saidAt.map { environment.time.elapsed() - $0 < Self.limitSaying } ?? false
        }
        guard note != noted, !isSaid else { return }
        do {
            try await environment.owners.note(note, of: environment.member, in: model.service)
            state.withLock { $0.saidAt = environment.time.elapsed() }
        } catch {
            // The log is away: said at the next look.
        }
    }

    /// Takes away the notes of members that are gone; the first of those who live does it.
    private func removeGone(_ members: Set<String>) async {
        guard members.min() == environment.member else { return }
        for gone in environment.owners.standbys(of: model.service).keys where !members.contains(gone) {
            do { try await environment.owners.removeStandby(gone, of: model.service) } catch { return }
        }
    }

    private func plan() {
        let (members, assigned, isLeaving) = state.withLock { ($0.members, $0.assigned, $0.isLeaving) }
        guard members.contains(environment.member) else { return followOnly() }
        let own: Set<Int32>
        if members.contains(where: { !$0.contains(Self.separator) }) {
            // Members of earlier programs take what the group assigns, and know of nothing else.
            own = isLeaving ? [] : assigned
        } else {
            let notes = environment.owners.standbys(of: model.service)
            let plan = PartitionPlan(
                partitions: Int32(owners.count),
                members: members.sorted().map { name in
                    PartitionPlan.Member(name, ready: Set(notes[name]?.ready ?? []), isLeaving: notes[name]?.isLeaving ?? false)
                },
                current: currentOwners())
            own = Set(plan.owners.filter { $0.value == environment.member }.keys)
        }
        var room = environment.limits.standbyPartitions
        for owner in inFollowingOrder() {
            if own.contains(owner.partition) {
                order(.own, of: owner)
            } else if room > 0 {
                room -= 1
                order(.follow, of: owner)
            } else {
                order(.none, of: owner)
            }
        }
        state.withLock { $0.hasPlanned = true }
    }

    /// Before the group has settled the stores are warmed; what was owned is kept.
    private func followOnly() {
        for owner in owners where state.withLock({ $0.told[owner.partition] }) == .own {
            // Taken back, and lost to another that lives: it is planned again when the group has settled.
            let snapshot = owner.status.snapshot
            if snapshot.takeovers > 0, snapshot.claimant != environment.member { order(.follow, of: owner) }
        }
        for (index, owner) in inFollowingOrder().enumerated() where state.withLock({ $0.told[owner.partition] }) == nil {
            order(index < environment.limits.standbyPartitions ? .follow : .none, of: owner)
        }
    }

    /// Different members begin at different partitions, so that few standbys each are standbys for all together.
    private func inFollowingOrder() -> [PartitionOwner<Model>] {
        guard !owners.isEmpty else { return [] }
        let first = Int(Partitioner.partition(of: environment.member, among: Int32(owners.count)))
        return Array(owners[first...] + owners[..<first])
    }

    /// Who owns each partition: as its claims in the commit log say, or, before one was read, as it was announced.
    private func currentOwners() -> [Int32: String] {
        var current: [Int32: String] = [:]
        for owner in owners {
            let snapshot = owner.status.snapshot
            let announced = environment.owners.owner(service: model.service, partition: owner.partition)
            // An older claim than what was announced was met while the log is being caught up with.
            let isCurrent = snapshot.claimant != nil && snapshot.claimedEpoch >= announced?.epoch ?? 0
            current[owner.partition] = isCurrent ? snapshot.claimant : announced.map { $0.member ?? $0.instance }
        }
        return current
    }

    private func order(_ duty: PartitionDuty, of owner: PartitionOwner<Model>) {
        let isNew = state.withLock { $0.told.updateValue(duty, forKey: owner.partition) != duty }
        guard isNew else { return }
        environment.logger.info(
            "what to do with a partition", ["partition": .number(owner.partition), "duty": .name(duty.rawValue)])
        owner.change(to: duty)
    }
}
