import Domain

/// Works out what lies in a scope, from a place on, as far as one commit takes. Only what is new becomes an event.
///
/// However many objects a class has: a step looks at no more than `limitEnheter` of them, so that its commit is small, the owner soon goes on with other
/// municipalities' work, and a step that is lost with its process is done again by whoever owns the partition then.
struct Omberegningssteg {
    /// Most objects looked at in a step.
    static let limitEnheter = 1_000
    /// Mapper looked up at a time.
    private static let batchHoder = 200

    /// What a step came to.
    struct Resultat {
        var hendelser: [any DomainEvent] = []
        /// Where to go on; nil when everything is done.
        var neste: Omberegningsposisjon?
        var vurdert = 0
        var endret = 0
    }

    private let lager: Kassasjonslager
    private let minne: Strukturminne

    init(_ lager: Kassasjonslager) { (self.lager, minne) = (lager, Strukturminne(lager)) }

    /// Goes on from a place.
    func run(
        _ omfang: Kassasjonsomfang, fra start: Omberegningsposisjon = Omberegningsposisjon(), limit: Int = limitEnheter
    ) throws -> Resultat {
        var resultat = Resultat()
        var posisjon = start
        var rest = limit
        for (number, klasse) in try lager.klasser(omfang, fra: start.klasse) {
            if number != posisjon.klasse { posisjon = Omberegningsposisjon(klasse: number) }
            while true {
                let hoder = try lager.hoder(omfang, klasse: klasse, fra: posisjon.hode, limit: Self.batchHoder)
                for hode in hoder {
                    if hode != posisjon.hode { (posisjon.hode, posisjon.enhet) = (hode, 0) }
                    guard rest > 0, try run(&posisjon, &rest, &resultat) else {
                        resultat.neste = posisjon
                        return resultat
                    }
                    (posisjon.hode, posisjon.enhet) = (hode + 1, 0)
                }
                if hoder.count < Self.batchHoder { break }
            }
        }
        return resultat
    }

    /// Works out one mappe from a place on; false when the step is full before it is done.
    private func run(_ posisjon: inout Omberegningsposisjon, _ rest: inout Int, _ resultat: inout Resultat) throws -> Bool {
        let (gruppe, hode) = try lager.gruppe(posisjon.hode)
        let vurdering = try Gruppevurdering(hode, lager, minne)
        let enheter = try lager.enheter(gruppe: gruppe, etter: posisjon.enhet, limit: rest)
        let isFull = enheter.count == rest
        // Looking up a mappe costs too, also one without anything left in it.
        rest -= max(1, enheter.count)
        resultat.vurdert += enheter.count
        try add(enheter, vurdering, &resultat)
        if let last = enheter.last { posisjon.enhet = last.nummer }
        return !isFull
    }

    /// Adds an event for each new outcome of a mappe's objects; they mostly share one.
    private func add(_ enheter: [Omberegningsenhet], _ gruppe: Gruppevurdering, _ resultat: inout Resultat) throws {
        var beregnet: [(vurdering: Kassasjonsvurdering, enheter: Kassasjonsenheter)] = []
        var bortfalt: [KassasjonBortfalt.Aarsak: Kassasjonsenheter] = [:]
        for enhet in enheter {
            let vurdering = try gruppe.vurder(enhet)
            guard try enhet.utfall != lagret(vurdering.utfall) else { continue }
            resultat.endret += 1
            if vurdering.utfall.tilstand.erUtfall {
                if let index = beregnet.firstIndex(where: { $0.vurdering == vurdering }) {
                    beregnet[index].enheter.leggTil(enhet.enhet)
                } else {
                    var first = Kassasjonsenheter()
                    first.leggTil(enhet.enhet)
                    beregnet.append((vurdering, first))
                }
            } else {
                bortfalt[gruppe.hode.startdato == nil ? .aapen : .ingenVedtak, default: Kassasjonsenheter()].leggTil(enhet.enhet)
            }
        }
        if beregnet.isEmpty, bortfalt.isEmpty { return }
        let hode = gruppe.hode.systemID
        let erGradert = try lager.erGradert(hode)
        for (vurdering, enheter) in beregnet {
            resultat.hendelser.append(KassasjonBeregnet(hode: hode, vurdering: vurdering, enheter: enheter, erGradert: erGradert))
        }
        for (aarsak, enheter) in bortfalt {
            resultat.hendelser.append(KassasjonBortfalt(hode: hode, aarsak: aarsak, enheter: enheter, erGradert: erGradert))
        }
    }

    /// The outcome as it would stand in the store; nil: none.
    func lagret(_ utfall: Kassasjonsutfall) throws -> Lagretutfall? {
        guard utfall.tilstand.erUtfall else { return nil }
        return Lagretutfall(
            tilstand: utfall.tilstand.rawValue, vedtak: utfall.kassasjonsvedtak?.kode, dato: utfall.kassasjonsdato?.description,
            kildeslag: utfall.kilde?.slag.rawValue, kilde: try utfall.kilde.flatMap { try minne.nummer($0) },
            vedtatt: utfall.vedtattDato.map { Int($0.milliseconds) })
    }
}
