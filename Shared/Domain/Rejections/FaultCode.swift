/// The kinds of fault a decision may find. Partners' systems act on them: never change a name.
public enum FaultCode: String, Sendable, CaseIterable {
    /// A required member is missing or empty.
    case missingMember = "missing_member"
    /// A value has the wrong form or is out of range.
    case invalidValue = "invalid_value"
    /// A code that is in no list; the message names the allowed ones.
    case unknownCode = "unknown_code"
    /// A code that may not be used any more.
    case outdatedCode = "outdated_code"
    /// A reference leads nowhere.
    case notFound = "not_found"
    /// A reference names several different objects.
    case ambiguousReference = "ambiguous_reference"
    /// Two members exclude each other.
    case bothGiven = "both_given"
    /// The object exists already, and is another one.
    case alreadyExists = "already_exists"
    /// The object is another's, and the sender has not been granted to add to it.
    case notGranted = "not_granted"
    /// The object, or some of what the command takes, is screened from whoever gave it.
    case notCleared = "not_cleared"
    /// The municipality has no archive here.
    case unknownMunicipality = "unknown_municipality"
    /// No rule of that name.
    case unknownRule = "unknown_rule"
    /// The case takes nothing new.
    case caseClosed = "case_closed"
    /// The mappe takes nothing new.
    case mappeClosed = "mappe_closed"
    /// The arkiv or arkivdel takes nothing new, or no new mapper.
    case arkivdelClosed = "arkivdel_closed"
    /// The class takes nothing new.
    case klasseClosed = "klasse_closed"
    /// The class has classes below it.
    case klasseNotLeaf = "klasse_not_leaf"
    /// The class is not of a system this arkivdel uses.
    case wrongKlassifikasjonssystem = "wrong_klassifikasjonssystem"
    /// A journalpost may only lie in a case (krav 2.5.2).
    case journalpostOutsideCase = "journalpost_outside_case"
    /// A mappe or class contains one kind of thing.
    case mixedContent = "mixed_content"
    /// A registrering must lie somewhere.
    case noParent = "no_parent"
    /// The registrering's parent is another mappe than the message's.
    case parentMismatch = "parent_mismatch"
    /// A number is given twice.
    case duplicateNumber = "duplicate_number"
    /// antallFiler is not the number of files.
    case fileCountMismatch = "file_count_mismatch"
    /// Strengt hemmelig material may not come here.
    case gradingRefused = "grading_refused"
    /// The status cannot be had from here, or by this kind.
    case statusNotAllowed = "status_not_allowed"
    /// A document is still being edited.
    case documentNotFinal = "document_not_final"
    /// A document is in no approved archive format.
    case noArchiveFormat = "no_archive_format"
    /// A journalpost waits to be written off.
    case restanse = "restanse"
    /// The object is locked by its status.
    case locked = "locked"
    /// The list takes no values of a municipality's own.
    case listNotExtensible = "list_not_extensible"
}
