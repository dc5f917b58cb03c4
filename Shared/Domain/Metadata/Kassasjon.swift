/// What is to become of the documents when their time is over; inherited downwards (krav 6.1.1–6.1.11).
public struct Kassasjon: Codable, Sendable, Equatable {
    /// M450.
    public var kassasjonsvedtak: Kode
    /// M453.
    public var kassasjonshjemmel: String?
    /// M451: years from the closing of the mappe; not needed when the date is given.
    public var bevaringstid: Int?
    /// M452.
    public var kassasjonsdato: Dato?
    /// How far down it is inherited, on an arkivdel or a klasse; all the way when nil.
    public var arv: Kassasjonsarv?

    /// With what is required; everything else left out.
    public init(kassasjonsvedtak: Kode) { self.kassasjonsvedtak = kassasjonsvedtak }
}
