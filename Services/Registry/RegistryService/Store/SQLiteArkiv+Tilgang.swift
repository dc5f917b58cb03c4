import Domain

extension SQLiteArkiv {
    /// Mapper in mapper: deeper than this is a loop.
    private static let limitDepth = 16

    /// What decides who sees a mappe whole, with what it takes from the mapper it lies in; nil when there is none.
    func tilgang(mappe id: SystemID, depth: Int = 0) -> Tilgang? {
        guard let variant = mappevariant(id) else { return nil }
        return tilgang(variant, depth: depth)
    }

    /// The same of a mappe at hand.
    func tilgang(_ variant: Mappevariant, depth: Int = 0) -> Tilgang {
        // What lies in a screened mappe always has a title for the public: without one there is nothing to take.
        guard variant.mappe.offentligTittel != nil, let parent = variant.mappe.referanseForeldermappe, depth < Self.limitDepth else {
            return variant.tilgang()
        }
        return variant.tilgang(under: tilgang(mappe: parent, depth: depth + 1))
    }

    /// What decides who sees a registrering whole; of many in one mappe, what decides it for the mappe is worked out once, in `kjent`.
    func tilgang(_ variant: Registreringsvariant, _ kjent: Kjentmappe? = nil) -> Tilgang {
        let felles = variant.registrering
        let isOpen = felles.offentligTittel == nil && felles.skjerming == nil && felles.gradering == nil
        guard !isOpen, let mappe = felles.referanseMappe else { return variant.tilgang() }
        return variant.tilgang(i: kjent.map { $0.tilgang(mappe, self) } ?? tilgang(mappe: mappe))
    }

    /// What decides who sees the one mappe whose registreringer are read just now: a new one takes its place. Lives as long as one answer, in one
    /// state of the store.
    final class Kjentmappe {
        private var known: (mappe: SystemID, tilgang: Tilgang?)?

        fileprivate func tilgang(_ mappe: SystemID, _ arkiv: SQLiteArkiv) -> Tilgang? {
            if let known, known.mappe == mappe { return known.tilgang }
            let tilgang = arkiv.tilgang(mappe: mappe)
            known = (mappe, tilgang)
            return tilgang
        }
    }

    /// What decides who sees, and so may change, an object; nil when there is none.
    func tilgang(_ enhet: Arkivenhet) -> Tilgang? {
        switch enhet {
        case .mappe(let id): return tilgang(mappe: id)
        case .registrering(let id): return registreringsvariant(id).map { tilgang($0) }
        case .dokumentbeskrivelse(let id):
            guard let variant = registrering(medDokument: id).flatMap({ registreringsvariant($0) }) else { return nil }
            let around = tilgang(variant)
            return variant.registrering.dokumentbeskrivelse.first { $0.systemID == id }?.tilgang(i: around)
        }
    }
}
