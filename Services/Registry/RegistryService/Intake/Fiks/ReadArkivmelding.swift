import Domain

/// A message as it was read: typed, with its files and the form it came in.
struct ReadArkivmelding: Sendable, Equatable {
    /// The message.
    let melding: Arkivmelding
    /// The form, for answers and places.
    let form: MeldingForm
    /// The files that came inside a JSON message.
    let filer: [FiksFil]
    /// The names of the files that came with it; nil for plain XML, which has no place for any: its files may come as uploads.
    var vedlegg: [String]?

    init(melding: Arkivmelding, form: MeldingForm, filer: [FiksFil]) {
        (self.melding, self.form, self.filer) = (melding, form, filer)
        vedlegg = form == .xml ? nil : filer.map(\.navn)
    }
}
