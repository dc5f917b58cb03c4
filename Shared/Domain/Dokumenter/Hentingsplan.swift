/// When a file that could not be had is tried again, when the sender is told, and when it is given up.
public struct Hentingsplan: Sendable, Codable, Hashable {
    /// The wait after the first failure; each further one doubles it.
    public var foersteVentMilliseconds: Int64
    /// The longest wait between two attempts.
    public var lengsteVentMilliseconds: Int64
    /// How long a failure that may pass lasts before the sender is told.
    public var varselEtterMilliseconds: Int64
    /// How long a file is tried before it counts as not to be had.
    public var giOppEtterMilliseconds: Int64
    /// How long an upload that was promised is waited for.
    public var opplastingVentesMilliseconds: Int64

    /// The defaults: 2 seconds to 15 minutes between attempts, told after 10 minutes, given up after 3 days; an upload has a day.
    public init(
        foersteVentMilliseconds: Int64 = 2_000, lengsteVentMilliseconds: Int64 = 900_000, varselEtterMilliseconds: Int64 = 600_000,
        giOppEtterMilliseconds: Int64 = 259_200_000, opplastingVentesMilliseconds: Int64 = 86_400_000
    ) {
        (self.foersteVentMilliseconds, self.lengsteVentMilliseconds) = (foersteVentMilliseconds, lengsteVentMilliseconds)
        (self.varselEtterMilliseconds, self.giOppEtterMilliseconds) = (varselEtterMilliseconds, giOppEtterMilliseconds)
        self.opplastingVentesMilliseconds = opplastingVentesMilliseconds
    }

    /// What comes of a failed attempt.
    public struct Utfall: Sendable, Hashable {
        /// The failure, final where it was given up.
        public var feil: Filfeil
        /// When it is tried again; nil when it is not.
        public var nesteForsoek: Tidspunkt?
        /// Whether the sender is to be told now, if that was not done before.
        public var varsles: Bool
    }

    /// Judges a failed attempt.
    ///
    /// - Parameters:
    ///   - antallForsoek: with this one.
    ///   - ventetSiden: since when the file has been waited for.
    ///   - jitter: 0 ..< 1, another each time: so that files which failed together do not come back together.
    public func utfall(av feil: Filfeil, antallForsoek: Int, ventetSiden: Tidspunkt, now: Tidspunkt, jitter: Double) -> Utfall {
        if feil.erEndelig { return Utfall(feil: feil, nesteForsoek: nil, varsles: true) }
        let ventet = now.milliseconds - ventetSiden.milliseconds
        let isUpload = feil.kode == Filfeil.Kode.opplastingVentes.rawValue
        let limit = isUpload ? opplastingVentesMilliseconds : giOppEtterMilliseconds
        guard ventet < limit else {
            let given =
                isUpload
                ? Filfeil(.opplastingUteble, feil.melding)
                : Filfeil(kode: feil.kode, melding: "\(feil.melding) (given up after \(antallForsoek) attempts)", erEndelig: true)
            return Utfall(feil: given, nesteForsoek: nil, varsles: true)
        }
        let wait = vent(etter: antallForsoek, jitter: jitter)
        // The last attempt is made when the time is over, not a whole wait later.
        let next = min(now.milliseconds + wait, max(now.milliseconds + 1, ventetSiden.milliseconds + limit))
        return Utfall(
            feil: feil, nesteForsoek: Tidspunkt(milliseconds: next), varsles: ventet >= varselEtterMilliseconds)
    }

    /// The wait after so many failures: doubled each time up to the longest, then shortened by up to a fifth.
    private func vent(etter antallForsoek: Int, jitter: Double) -> Int64 {
        var wait = foersteVentMilliseconds
        for _ in 1..<max(2, min(antallForsoek, 40)) where antallForsoek > 1 && wait < lengsteVentMilliseconds { wait *= 2 }
        let full = Double(min(wait, lengsteVentMilliseconds))
        return max(1, Int64(full * (1 - 0.2 * min(max(jitter, 0), 1))))
    }
}
