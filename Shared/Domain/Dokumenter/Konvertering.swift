/// How one file became another (Noark 5, konvertering under dokumentobjekt; krav 2.7.26 and 6.4.42: with the checksums of both).
public struct Konvertering: Codable, Sendable, Hashable {
    /// M615.
    public var konvertertDato: Tidspunkt
    /// M616.
    public var konvertertAv: String
    /// M712: the format before, a PRONOM code.
    public var konvertertFraFormat: String
    /// M713: the format after, a PRONOM code.
    public var konvertertTilFormat: String
    /// M717: lower-case hexadecimal.
    public var konvertertFraSjekksum: String
    /// M718.
    public var konvertertFraSjekksumAlgoritme: String
    /// M719: lower-case hexadecimal.
    public var konvertertTilSjekksum: String
    /// M720.
    public var konvertertTilSjekksumAlgoritme: String
    /// M714: the program and its version.
    public var konverteringsverktoey: String
    /// M715: what else is to be said, such as whether the result was validated.
    public var konverteringskommentar: String?

    /// A conversion with SHA-256 on both sides.
    public init(
        konvertertDato: Tidspunkt, konvertertAv: String, fra: (format: String, sjekksum: String), til: (format: String, sjekksum: String),
        verktoey: String, kommentar: String? = nil
    ) {
        (self.konvertertDato, self.konvertertAv) = (konvertertDato, konvertertAv)
        (konvertertFraFormat, konvertertFraSjekksum) = fra
        (konvertertTilFormat, konvertertTilSjekksum) = til
        (konvertertFraSjekksumAlgoritme, konvertertTilSjekksumAlgoritme) = ("SHA-256", "SHA-256")
        (konverteringsverktoey, konverteringskommentar) = (verktoey, kommentar)
    }
}
