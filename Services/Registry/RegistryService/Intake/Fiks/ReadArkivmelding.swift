import Domain

/// A message as it was read: typed, with its files and the form it came in.
struct ReadArkivmelding: Sendable, Equatable {
    /// The message.
    let melding: Arkivmelding
    /// The form, for answers and places.
    let form: MeldingForm
    /// The files that came inside a JSON message.
    let filer: [FiksFil]
}
