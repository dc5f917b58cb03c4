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

    /// Most files looked at in one municipality at a time, for each lane.
    static let limitPage = 200
    /// How often a municipality is looked at when nobody rings, milliseconds.
    static let idleMilliseconds: Int64 = 1_000
    /// The longest that a municipality is not looked at although nothing is due: an ownership may have changed, milliseconds.
    static let blindMilliseconds: Int64 = 10_000
    /// After a ring the commit that caused it is on its way: how long it is looked for, and how often, milliseconds.
    static let hotMilliseconds: Int64 = 2_000
    static let hotPollMilliseconds: Int64 = 10
    /// After a result that nobody could take, the file is left alone so long, milliseconds.
    static let refusedMilliseconds: Int64 = 500

    private var time: any TimeSource { service.context.time }

    /// Works until cancelled.
    func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            var hot: [Organisasjonsnummer: Int64] = [:]
            var due: [Organisasjonsnummer: Int64] = [:]
            while !Task.isCancelled {
                let wait = hot.isEmpty ? Self.idleMilliseconds : Self.hotPollMilliseconds
                let rung = await service.model.bell.next(atMost: .milliseconds(wait), time: time)
                if Task.isCancelled { return }
                let now = time.now().milliseconds
                for kommune in rung { hot[kommune] = now + Self.hotMilliseconds }
                for kommune in service.municipalities.all where service.runtime.owns(kommune) {
                    // A store that is being built anew says that files are missing which came long ago.
                    guard service.runtime.canRead(kommune) else { continue }
                    guard hot[kommune] != nil || due[kommune, default: 0] <= now else { continue }
                    let next = try await sweep(kommune, &group)
                    due[kommune] = min(next ?? .max, now + Self.blindMilliseconds)
                }
                hot = hot.filter { $0.value > now }
            }
        }
    }

    /// Starts what is due and has a place; when to look again.
    private func sweep(_ kommune: Organisasjonsnummer, _ group: inout ThrowingDiscardingTaskGroup<any Error>) async throws -> Int64? {
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
                service.model.bell.ring(for: kommune)
            }
        }
        return isWaiting ? now.milliseconds + Self.idleMilliseconds : next?.milliseconds
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
        let (type, payload): (String, [UInt8])
        do {
            switch outcome {
            case .stored(let hentet):
                meters.stored(hentet.stored.byteCount)
                (type, payload) = (MeldFilLagret.commandType, try JSONBytes.encode(MeldFilLagret(fil, hentet)))
            case .failed(let feil, let fortsettelse):
                meters.failed(feil.kode)
                let jitter = Double(service.context.random.next() >> 11) * 0x1p-53
                let command = MeldFilFeilet(
                    dokumentobjekt: fil.systemID, forsoek: fil.forsoeksnummer, feil: feil, jitter: jitter, fortsettelse: fortsettelse)
                (type, payload) = (MeldFilFeilet.commandType, try JSONBytes.encode(command))
            }
        } catch {
            preconditionFailure("texts and numbers can always be written as JSON: \(error)")
        }
        let input = ShardInput(
            kommune: kommune, cause: Cause(), content: .command(type: type, payload: payload), traceparent: fil.traceparent,
            received: time.now().milliseconds)
        guard case .failure(let failure) = await service.runtime.submit(input) else { return }
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
