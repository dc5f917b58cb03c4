import Domain

/// Files that are fetched together: those that one message carries, or one from elsewhere.
struct RetrievalJob: Sendable {
    /// Whose place it takes.
    let lane: RetrievalLanes.Lane
    /// The message that carries them; nil for files from elsewhere.
    let melding: Meldingssted?
    /// What the figures call where they come from.
    let kilde: String
    /// The files.
    private(set) var files: [Filrad]

    /// The jobs that these files make, in the order of their first files.
    static func jobs(_ files: [Filrad]) -> [RetrievalJob] {
        var jobs: [RetrievalJob] = []
        var carried: [Meldingssted: Int] = [:]
        for fil in files {
            switch Filreferanse(fil.referanseDokumentfil) {
            case .adresse:
                jobs.append(
                    RetrievalJob(lane: .far(partner: fil.avsender?.partner ?? ""), melding: nil, kilde: "adresse", files: [fil]))
            case .opplastet: jobs.append(RetrievalJob(lane: .near, melding: nil, kilde: "opplasting", files: [fil]))
            case .vedlagt, .none:
                if let sted = fil.melding, let known = carried[sted] {
                    jobs[known].files.append(fil)
                    continue
                }
                if let sted = fil.melding { carried[sted] = jobs.count }
                jobs.append(RetrievalJob(lane: .near, melding: fil.melding, kilde: "melding", files: [fil]))
            }
        }
        return jobs
    }
}
