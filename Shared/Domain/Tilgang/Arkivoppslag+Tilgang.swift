extension Arkivoppslag {
    /// What protects an object; nil when nothing does.
    public func tilgang(_ enhet: Kassasjonsenhet) -> Tilgang? {
        if let own = tilgang(enhet.systemID) { return own }
        guard case .dokumentbeskrivelse(let id) = enhet else { return nil }
        // A document on which nothing stands has no place of its own.
        return registrering(medDokument: id).flatMap { tilgang($0) }
    }
}
