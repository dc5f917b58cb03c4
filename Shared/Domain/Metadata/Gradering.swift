/// Security grading. Strengt hemmelig never comes into this archive.
public struct Gradering: Codable, Sendable, Equatable {
    /// M506.
    public var graderingskode: Kode
    /// M624.
    public var graderingsdato: Tidspunkt
    /// M625.
    public var gradertAv: String
    /// M626.
    public var nedgraderingsdato: Tidspunkt?
    /// M627.
    public var nedgradertAv: String?

    /// With what is required; everything else left out.
    public init(
        graderingskode: Kode, graderingsdato: Tidspunkt, gradertAv: String
    ) {
        (self.graderingskode, self.graderingsdato, self.gradertAv) = (graderingskode, graderingsdato, gradertAv)
    }
}
