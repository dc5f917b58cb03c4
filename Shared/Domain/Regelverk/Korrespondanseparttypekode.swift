/// The values of M087 (korrespondanseparttype).
public enum Korrespondanseparttypekode: String, Sendable, CaseIterable {
    /// Avsender.
    case avsender = "EA"
    /// Mottaker.
    case mottaker = "EM"
    /// Kopimottaker.
    case kopimottaker = "EK"
    /// Gruppemottaker.
    case gruppemottaker = "GM"
    /// Intern avsender.
    case internAvsender = "IA"
    /// Intern mottaker.
    case internMottaker = "IM"
    /// Intern kopimottaker.
    case internKopimottaker = "IK"
    /// Medavsender.
    case medavsender = "IS"

    /// Whether it belongs to the municipality itself.
    public var erIntern: Bool { self == .internAvsender || self == .internMottaker || self == .internKopimottaker }
    /// Whether it sends; the others receive. Decides which text is screened (M502).
    public var erAvsender: Bool { self == .avsender || self == .medavsender || self == .internAvsender }
}
