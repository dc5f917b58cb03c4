/// What one letter tells: lines in the order in which things happened. It holds only what its reader may see; screened content never comes so far.
public struct Sammendrag: Hashable, Sendable {
    /// The most lines in one letter; the next letter goes on.
    public static let flestLinjer = 200
    /// The most characters of one line's text.
    public static let lengsteTekst = 300

    /// One thing that happened.
    public struct Linje: Hashable, Sendable {
        /// When.
        public var tid: Tidspunkt
        /// What, in words.
        public var tekst: String
        /// The number of the case it belongs to, `2026/12`.
        public var sak: String?
        /// Where to read more, https.
        public var lenke: String?

        /// A line.
        public init(tid: Tidspunkt, tekst: String, sak: String? = nil, lenke: String? = nil) {
            (self.tid, self.tekst, self.sak, self.lenke) = (tid, tekst, sak, lenke)
        }
    }

    /// In which written standard.
    public var maalform: Maalform
    /// The subscription's name, as its owner gave it.
    public var abonnement: String
    /// The municipality's name.
    public var kommune: String
    /// What happened.
    public var linjer: [Linje]
    /// How many more wait for the next letter.
    public var flere: Int
    /// Where its reader ends these e-mails.
    public var avmelding: String?

    /// A letter.
    public init(maalform: Maalform, abonnement: String, kommune: String, linjer: [Linje], flere: Int = 0, avmelding: String? = nil) {
        (self.maalform, self.abonnement, self.kommune) = (maalform, abonnement, kommune)
        (self.linjer, self.flere, self.avmelding) = (linjer, flere, avmelding)
    }
}
