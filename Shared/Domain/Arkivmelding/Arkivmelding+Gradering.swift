extension Arkivmelding {
    /// Security grading.
    public struct Gradering: Codable, Sendable, Equatable {
        /// M506.
        public var grad: Kode
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
            grad: Kode, graderingsdato: Tidspunkt, gradertAv: String
        ) {
            (self.grad, self.graderingsdato, self.gradertAv) = (grad, graderingsdato, gradertAv)
        }
    }
}
