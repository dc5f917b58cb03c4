/// The lists a new archive starts with. They are copied into its log when it is set up; later versions of this table
/// change no archive that exists.
public enum Kodelister {
    /// Every list, with the values the standard gives it and those in use in the field.
    public static let standard: [Kodeliste] = status + typer + skjerming + teknikk
}
