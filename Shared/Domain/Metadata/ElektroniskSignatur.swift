/// How a document came to be trusted: the signature it had.
public struct ElektroniskSignatur: Codable, Sendable, Equatable {
    /// M507.
    public var elektroniskSignaturSikkerhetsnivaa: Kode
    /// M508.
    public var elektroniskSignaturVerifisert: Kode
    /// M622.
    public var verifisertDato: Dato
    /// M623.
    public var verifisertAv: String

    /// With what is required; everything else left out.
    public init(
        elektroniskSignaturSikkerhetsnivaa: Kode, elektroniskSignaturVerifisert: Kode, verifisertDato: Dato, verifisertAv: String
    ) {
        self.elektroniskSignaturSikkerhetsnivaa = elektroniskSignaturSikkerhetsnivaa
        self.elektroniskSignaturVerifisert = elektroniskSignaturVerifisert
        self.verifisertDato = verifisertDato
        self.verifisertAv = verifisertAv
    }
}
