/// An object of which a reader is shown as much as a `Visning` says.
protocol Skjermbar {
    /// Without these parts; in a list, and to partners that did not send it, without how its parties are reached.
    func uten(_ deler: Set<Tilgang.Del>, medKontaktopplysninger: Bool) -> Self
    /// What the public may know of a screened one.
    var skjermet: Self { get }
    /// Of a graded one: what kind it is, and its number.
    var bareAtDetFinnes: Self { get }
}

extension Skjermbar {
    /// As a reader sees it; nil for one who may not know of it.
    func som(_ visning: Visning, medKontaktopplysninger: Bool) -> Self? {
        switch visning {
        case .hel: medKontaktopplysninger ? self : uten([], medKontaktopplysninger: false)
        case .utenDeler(let deler): uten(deler, medKontaktopplysninger: medKontaktopplysninger)
        case .skjermet: skjermet
        case .bareAtDetFinnes: bareAtDetFinnes
        case .ingenting: nil
        }
    }
}
