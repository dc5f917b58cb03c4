import Domain

/// Files that are fetched together: those of a few messages that stand close to each other in the log, or one from elsewhere.
struct RetrievalJob: Sendable {
    /// A message with the files it carries.
    struct Melding: Sendable {
        /// Where it stands; nil for files that no message carries.
        let sted: Meldingssted?
        /// The files.
        fileprivate(set) var files: [Filrad]
    }

    /// Most messages of one job: they are read in one go, and unpacked one after the other.
    static let limitMessages = 16
    /// How many records may stand between two messages of a job: they are read and passed over.
    static let limitGapRecords: Int64 = 64

    /// Whose place it takes.
    let lane: RetrievalLanes.Lane
    /// What the figures call where they come from.
    let kilde: String
    /// The messages, in the order of the log.
    private(set) var meldinger: [Melding]

    /// All files.
    var files: [Filrad] { meldinger.flatMap(\.files) }

    /// The jobs that these files make.
    static func jobs(_ files: [Filrad]) -> [RetrievalJob] {
        var alone: [RetrievalJob] = []
        var carried: [Meldingssted: [Filrad]] = [:]
        for fil in files {
            switch Filreferanse(fil.referanseDokumentfil) {
            case .adresse: alone.append(RetrievalJob(.far(partner: fil.avsender?.partner ?? ""), "adresse", fil))
            case .opplastet: alone.append(RetrievalJob(.near, "opplasting", fil))
            case .vedlagt, .none:
                if let sted = fil.melding {
                    carried[sted, default: []].append(fil)
                } else {
                    alone.append(RetrievalJob(.near, "melding", fil))
                }
            }
        }
        return together(carried) + alone
    }

    private init(_ lane: RetrievalLanes.Lane, _ kilde: String, _ fil: Filrad) {
        (self.lane, self.kilde, meldinger) = (lane, kilde, [Melding(sted: nil, files: [fil])])
    }

    private init(_ melding: Melding) { (lane, kilde, meldinger) = (.near, "melding", [melding]) }

    /// Messages that stand close to each other become one job.
    private static func together(_ carried: [Meldingssted: [Filrad]]) -> [RetrievalJob] {
        var jobs: [RetrievalJob] = []
        let inOrder = carried.sorted { ($0.key.topic, $0.key.partition, $0.key.offset) < ($1.key.topic, $1.key.partition, $1.key.offset) }
        for (sted, files) in inOrder {
            let melding = Melding(sted: sted, files: files)
            if let last = jobs.last, let before = last.meldinger.last?.sted, last.meldinger.count < limitMessages,
                before.topic == sted.topic, before.partition == sted.partition, sted.offset - before.offset <= limitGapRecords
            {
                jobs[jobs.count - 1].meldinger.append(melding)
            } else {
                jobs.append(RetrievalJob(melding))
            }
        }
        return jobs
    }
}
