import Contracts
import Domain

/// Which partners there are, and for whom each may write.
///
/// The file: `{"partnere": [{"navn": "byggsak", "kommuner": ["970540008"], "kilder": ["/no/970540008/byggsak"]}]}`, and
/// `filkilder` where documents may fetch files for the partner (``Filkilder``), and `webhookverter` (`["varsel.example.no", "*.example.no"]`)
/// where notifications may send its webhooks. `skrivetilgang` grants a partner to add to what others sent:
/// `{"arkivdeler": ["Sakarkiv 2026"], "systemer": ["skole"], "aapne": true}`; `klarering` and `gradering` are the tilgangsrestriksjoner and the gradings it is cleared for
/// when it does.
public struct PartnerRegistry: Sendable {
    /// The most partners a file may name.
    public static let limitPartners = 1_000

    private static let members = [
        "navn", "kommuner", "kilder", "filkilder", "webhookverter", "skrivetilgang", "klarering", "gradering",
    ]

    /// By name, sorted.
    public let partners: [Partner]
    private let byName: [String: Partner]

    /// A registry of these; of equal names the last one counts.
    public init(_ partners: [Partner]) {
        byName = Dictionary(partners.map { ($0.navn, $0) }) { _, last in last }
        self.partners = byName.values.sorted { $0.navn < $1.navn }
    }

    /// The partner of that name.
    public subscript(navn: String) -> Partner? { byName[navn] }

    /// The demo's one partner, `byggsak`, for Hamar, Løten and Stange.
    public static let demo = PartnerRegistry([
        Partner(
            navn: "byggsak", kommuner: Set(["970540008", "964950679", "970169717"].compactMap { Organisasjonsnummer($0) }), kilder: ["/no/"]
        )
    ])

    /// Reads the file that says so.
    ///
    /// - Parameter configured: the path an operator gave; a missing file is then a fault. Nil = `<data>/partners.json`, and without that
    ///   file the demo's partner in development mode, nobody otherwise.
    /// - Throws: `file_exposed` when others could read or change it; `partners_invalid` with every fault and where it stands.
    public static func load(configured: String?, data: DataDirectory, isDevelopment: Bool) throws(StartRefusal) -> PartnerRegistry {
        let path = configured ?? data.partners
        let content: [UInt8]?
        do { content = try GuardedFile.read(path) } catch let refusal as StartRefusal { throw refusal } catch {
            throw StartRefusal("partners_invalid", "the partners cannot be read: \(error)", exitCode: .configuration)
        }
        guard let content else {
            guard configured == nil else {
                throw StartRefusal("partners_invalid", "there is no file \(path); see SAKARKIV_PARTNERS_FILE", exitCode: .configuration)
            }
            return isDevelopment ? demo : PartnerRegistry([])
        }
        do { return try parse(content) } catch {
            let places = error.faults.map { "\($0.pointer.isEmpty ? "(whole file)" : $0.pointer): \($0.message)" }
            throw StartRefusal("partners_invalid", "\(path): \(places.joined(separator: "; "))", exitCode: .configuration)
        }
    }

    /// Reads the file's content.
    ///
    /// - Throws: a rejection with every fault.
    static func parse(_ content: [UInt8]) throws(Rejection) -> PartnerRegistry {
        var form = FormReader(try JSONReader.read(content))
        var names: Set<String> = []
        let partners = form.objects("partnere", limit: limitPartners).compactMap { place, object -> Partner? in
            form.onlyKnown(members, in: object, at: place)
            let navn = form.text("navn", in: object, at: place, accepts: "lower-case letters, digits and hyphens, at most 40") {
                PartnerName.isValid($0)
            }
            let kommuner = form.texts("kommuner", in: object, at: place).enumerated().compactMap { index, text in
                let number = Organisasjonsnummer(text)
                if number == nil {
                    form.fault(place.appending("kommuner").appending(index), "wrong_form", "«\(text)» is not an organisasjonsnummer")
                }
                return number
            }
            let kilder = form.texts("kilder", in: object, at: place)
            for (index, kilde) in kilder.enumerated() where SourcePath(beginning: kilde) == nil {
                form.fault(
                    place.appending("kilder").appending(index), "wrong_form",
                    "«\(kilde)» must begin with a slash, and be a path without empty segments, «.», «..» and escapes of them: "
                        + "/no/<orgnr>/<system>")
            }
            let filkilder = form.filkilder(in: object, at: place)
            let webhookverter = object["webhookverter"] == nil ? nil : form.hosts("webhookverter", in: object, at: place)
            let rett = rett(&form, object, place)
            guard let navn else { return nil }
            if !names.insert(navn).inserted { form.fault(place.appending("navn"), "duplicate", "«\(navn)» stands twice") }
            return Partner(
                navn: navn, kommuner: Set(kommuner), kilder: kilder, filkilder: filkilder, webhookverter: webhookverter, rett: rett)
        }
        try form.finish()
        return PartnerRegistry(partners)
    }

    private static func rett(_ form: inout FormReader, _ object: [String: JSONValue], _ place: JSONPointer) -> Partnerrett? {
        guard object["skrivetilgang"] != nil || object["klarering"] != nil || object["gradering"] != nil else { return nil }
        var rett = Partnerrett()
        if object["klarering"] != nil { rett.klarering = form.texts("klarering", in: object, at: place) }
        rett.gradering = form.gradering(in: object, at: place)
        guard let granted = object["skrivetilgang"] else { return rett }
        let inner = place.appending("skrivetilgang")
        guard let members = granted.members else {
            form.fault(inner, "wrong_type", "skrivetilgang is an object with arkivdeler, systemer and aapne")
            return nil
        }
        form.onlyKnown(["arkivdeler", "systemer", "aapne"], in: members, at: inner)
        if members["arkivdeler"] != nil { rett.arkivdeler = form.texts("arkivdeler", in: members, at: inner) }
        if members["systemer"] != nil { rett.systemer = form.texts("systemer", in: members, at: inner) }
        if let aapne = members["aapne"] {
            if let value = aapne.boolean {
                rett.aapne = value
            } else {
                form.fault(inner.appending("aapne"), "wrong_type", "aapne is true or false")
            }
        }
        return rett
    }
}
