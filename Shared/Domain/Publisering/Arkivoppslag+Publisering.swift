/// What the public is told of journalposter, and what it is told no more.
public enum Publisering {
    /// Most journalposter of which one commit tells or withdraws something; the rest comes in commits of its own.
    public static let limitPerCommit = 200
}

extension Arkivoppslag {
    /// The events of a decision, and after them what they make public or not public any more.
    func medPublisering(_ events: [any DomainEvent], _ circumstances: Circumstances) -> [any DomainEvent] {
        let poster = poster(som: events)
        guard !poster.isEmpty else { return events }
        var etterpaa = Etterbilde(self, etter: events)
        return events + poster.flatMap { publisering(av: $0, &etterpaa, circumstances.now) }
    }

    /// What has to be told or withdrawn of posts as the archive stands.
    func publisering(av journalposter: [SystemID], _ now: Tidspunkt) -> [any DomainEvent] {
        var bilde = Etterbilde(self)
        return journalposter.flatMap { publisering(av: $0, &bilde, now) }
    }

    /// Those of these posts of which the public has been told something else than it is to be told on that day.
    public func publisertAnnerledes(_ journalposter: [SystemID], _ dag: Dato) -> [SystemID] {
        var bilde = Etterbilde(self)
        return journalposter.filter { id in
            guard let post = bilde.journalpost(id) else { return false }
            return offentliggjoering(post, &bilde, dag) != offentliggjort(id)
        }
    }

    private func publisering(av journalpost: SystemID, _ bilde: inout Etterbilde<Self>, _ now: Tidspunkt) -> [any DomainEvent] {
        guard let post = bilde.journalpost(journalpost) else { return [] }
        let (fortalt, skalFortelles) = (offentliggjort(journalpost), offentliggjoering(post, &bilde, now.norskDato))
        guard fortalt != skalFortelles else { return [] }
        let mappe = post.registrering.referanseMappe
        var events: [any DomainEvent] = []
        if fortalt != nil { events.append(JournalpostTrukketTilbake(journalpost, i: mappe, post.registrering.registreringsID, now)) }
        if let skalFortelles, let journaldato = post.journaldato {
            events.append(
                JournalpostOffentliggjort(
                    post, journaldato: journaldato, mappeID: mappe.flatMap { bilde.mappe($0)?.mappeID }, skalFortelles, now))
        }
        return events
    }

    private func offentliggjoering(_ post: Journalpost, _ bilde: inout Etterbilde<Self>, _ dag: Dato) -> Offentliggjort? {
        let regel = publiseringsregel()
        // Most that is not told is told by its status or type: what protects it is not looked for.
        guard regel.kanPubliseres(post, nil, dag) else { return nil }
        let mappe = post.registrering.referanseMappe
        return regel.offentliggjoering(
            post, bilde.tilgang(post.registrering.systemID), i: mappe.flatMap { bilde.mappe($0) }, mappe.flatMap { bilde.tilgang($0) }, dag)
    }

    /// The posts of which events may make something public or not, in order: those they are about, and those that the public knows in what they are about.
    private func poster(som events: [any DomainEvent]) -> [SystemID] {
        var poster: [SystemID] = []
        for fact in events.compactMap({ RegistryFact($0) }) {
            switch fact {
            case .nyRegistrering(.journalpost(let post)): poster.append(post.registrering.systemID)
            case .journalstatusEndret(let event): poster.append(event.journalpost)
            case .mappeFlyttet(let event): poster += offentliggjorte(i: .mappe(event.mappe), limit: Publisering.limitPerCommit)
            case .mappeOmklassifisert(let event): poster += offentliggjorte(i: .mappe(event.mappe), limit: Publisering.limitPerCommit)
            case .skjermingEndret(let event):
                switch event.arkivenhet {
                case .registrering(let id): poster.append(id)
                case .arkivdel, .klasse, .mappe: poster += offentliggjorte(i: event.arkivenhet, limit: Publisering.limitPerCommit)
                case .dokumentbeskrivelse: break
                }
            // A new policy is looked through afterwards (`Publiseringsomfang`).
            case .kommuneOpprettet, .arkivdelOpprettet, .klasseOpprettet, .nyMappe, .nyRegistrering, .kassasjonEndret, .saksstatusEndret,
                .saksmappeGjenaapnet, .journalpostAvskrevet, .avskrivningOpphevet, .filerOppgitt, .tilgangGjengitt,
                .publiseringsregelEndret, .intern:
                break
            }
        }
        var seen: Set<SystemID> = []
        return Array(poster.filter { seen.insert($0).inserted }.prefix(Publisering.limitPerCommit))
    }
}
