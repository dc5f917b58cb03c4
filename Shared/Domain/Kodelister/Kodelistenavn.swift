/// The code lists the archive knows, by the name of the element they belong to.
public enum Kodelistenavn: String, Codable, CaseIterable, Sendable {
    case arkivstatus, arkivdelstatus, saksstatus, journalstatus, dokumentstatus, moeteregistreringsstatus, presedensstatus
    case flytStatus, journalposttype, dokumenttype, merknadstype, moeteregistreringstype, klassifikasjonstype
    case korrespondanseparttype, moetesakstype, slettingstype, tilknyttetRegistreringSom, dokumentmedium, partRolle
    case moetedeltakerFunksjon, brukerRolle, avskrivningsmaate, kassasjonsvedtak, tilgangsrestriksjon, skjermingMetadata
    case skjermingDokument, skjermingOpphoererAksjon, graderingskode, elektroniskSignaturSikkerhetsnivaa
    case elektroniskSignaturVerifisert, hendelsetype, tilgangskategori, variantformat, format, sjekksumAlgoritme, tekstformat
    case koordinatsystem
}
