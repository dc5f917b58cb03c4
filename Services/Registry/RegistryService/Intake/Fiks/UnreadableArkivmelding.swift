import Domain

/// Why a message could not be read, and in which form the answer should be.
struct UnreadableArkivmelding: Error, Equatable {
    /// Every fault, with places in the language of the form.
    let rejection: Rejection
    /// The form the partner wrote in, as far as it can be seen; JSON where it cannot.
    let form: MeldingForm
}
