import CommitLog
import Contracts
import Domain
import Observability
import ServiceKit
import ShardRuntime

/// Fetches what the stores of this instance's municipalities say is to be fetched, a few files at a time, and gives what came of it to the owner.
///
/// It remembers nothing that matters: whatever was under way when a process died still stands in the store as to be fetched.
struct RetrievalWorker: Sendable {
    let service: ShardService<DocumentsModel>
    let henter: Filhenter
    let lanes: RetrievalLanes
    let meters: RetrievalMeters
    /// Rung by every commit, and when a place is free.
    let bell: WorkBell

    /// Most files looked at in one municipality at a time, for each lane.
    static let limitPage = 200
    /// The longest that a municipality is not looked at although nothing is due.
    static let lookEvery: Duration = .seconds(10)
    /// How long a file waits for a place before its municipality is looked at again, milliseconds.
    static let fullMilliseconds: Int64 = 1_000
    /// After a result that nobody could take, the file is left alone so long, milliseconds.
    static let refusedMilliseconds: Int64 = 500

    private var time: any TimeSource { service.context.time }

    /// Works until cancelled.
    func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            try await service.forEachOwned(every: Self.lookEvery, bell) { try await sweep($0, &group) }
        }
    }

    /// Starts what is due and has a place; when to look again.
    private func sweep(_ kommune: Organisasjonsnummer, _ group: inout ThrowingDiscardingTaskGroup<any Error>) async throws -> Tidspunkt? {
        let now = time.now()
        let found = try await service.runtime.reads.read(kommune) { database in
            let lager = DocumentsLager(database)
            return (try lager.skalHentes(innen: now, limit: Self.limitPage), try lager.nesteHenting(etter: now))
        }
        guard let (files, next) = found else { return nil }
        var isWaiting = false
        for job in RetrievalJob.jobs(files.filter { !lanes.isFetching($0.systemID) }) {
            let ids = job.files.map(\.systemID)
            guard lanes.enter(job.lane, ids) else {
                isWaiting = true
                continue
            }
            group.addTask {
                await self.work(job, kommune)
                lanes.leave(job.lane, ids)
                bell.ring(for: [kommune])
            }
        }
        return isWaiting ? Tidspunkt(milliseconds: now.milliseconds + Self.fullMilliseconds) : next
    }

    /// Fetches a job's files one after the other, while the results of those before go to the owner.
    private func work(_ job: RetrievalJob, _ kommune: Organisasjonsnummer) async {
        let reader = MessageReader(service.log)
        await withDiscardingTaskGroup { results in
            for melding in job.meldinger {
                var carried: Meldingsfiler?
                do throws(Filfeil) {
                    if let sted = melding.sted { carried = try Meldingsfiler(try await reader.record(at: sted), disk: henter.disk) }
                } catch {
                    let feil = error
                    // Stopped in the middle of reading: nothing is known of the file, and it still stands as to be fetched.
                    if Task.isCancelled { return }
                    for fil in melding.files { results.addTask { await report(.failed(feil, nil), of: fil, kommune) } }
                    continue
                }
                for fil in melding.files {
                    guard let result = await fetch(fil, kommune, carried, job.kilde) else { return }
                    results.addTask { await report(result, of: fil, kommune) }
                }
            }
        }
        await reader.close()
    }

    private enum Outcome: Sendable {
        case stored(Filhenter.Hentet)
        case failed(Filfeil, Nedlastingspunkt?)
    }

    /// One attempt; nil when the service is being stopped.
    private func fetch(_ fil: Filrad, _ kommune: Organisasjonsnummer, _ melding: Meldingsfiler?, _ kilde: String) async -> Outcome? {
        let began = time.elapsed()
        defer { meters.attempt(kilde, took: time.elapsed() - began) }
        do {
            return .stored(try await henter.hent(fil, kommune, melding: melding))
        } catch let feil as Filfeil {
            return .failed(feil, nil)
        } catch let broken as Nedlasting.Avbrutt {
            return .failed(broken.feil, broken.fortsettelse)
        } catch is CancellationError {
            return nil
        } catch {
            service.context.logger.error("a file could not be fetched", ["file": .id(fil.systemID), "reason": .reason(error)])
            return .failed(Filfeil(.uventet, "the archive failed on this file; it is looked into"), nil)
        }
    }

    /// Gives the result to the owner as a command.
    private func report(_ outcome: Outcome, of fil: Filrad, _ kommune: Organisasjonsnummer) async {
        let answer: Result<ShardDecision, CommandFailure>
        switch outcome {
        case .stored(let hentet):
            meters.stored(hentet.stored.byteCount)
            answer = await service.give(MeldFilLagret(fil, hentet), for: kommune, traceparent: fil.traceparent)
        case .failed(let feil, let fortsettelse):
            meters.failed(feil.kode)
            let jitter = Double(service.context.random.next() >> 11) * 0x1p-53
            let command = MeldFilFeilet(
                dokumentobjekt: fil.systemID, forsoek: fil.forsoeksnummer, feil: feil, jitter: jitter, fortsettelse: fortsettelse)
            answer = await service.give(command, for: kommune, traceparent: fil.traceparent)
        }
        guard case .failure(let failure) = answer else { return }
        // It still stands as to be fetched: by the next owner, or by this one a little later.
        service.context.logger.warning("a file's result was not taken", ["file": .id(fil.systemID), "reason": .reason(failure)])
        // Cancelled while asleep: the file is left alone all the more.
        try? await time.sleep(for: .milliseconds(Self.refusedMilliseconds))
    }
}

extension MeldFilLagret {
    fileprivate init(_ fil: Filrad, _ hentet: Filhenter.Hentet) {
        self.init(
            dokumentobjekt: fil.systemID, forsoek: fil.forsoeksnummer, sjekksum: hentet.stored.digest.hex,
            filstoerrelse: hentet.stored.byteCount, format: hentet.format.format.puid, formatDetaljer: hentet.detaljer,
            mimeType: hentet.format.format.mediaType)
    }
}
