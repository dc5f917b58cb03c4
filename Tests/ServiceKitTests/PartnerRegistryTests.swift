import Domain
import Testing

@testable import ServiceKit

struct PartnerRegistryTests {
    private let data: TemporaryDirectory
    private let hamar: Organisasjonsnummer
    private let oslo: Organisasjonsnummer

    init() throws {
        data = try TemporaryDirectory()
        hamar = try #require(Organisasjonsnummer("970540008"))
        oslo = try #require(Organisasjonsnummer("958935420"))
    }

    @Test func `the demo's partner may write for Hamar, Løten and Stange`() throws {
        let registry = try PartnerRegistry.load(configured: nil, data: DataDirectory(data.path), isDevelopment: true)
        let byggsak = try #require(registry["byggsak"])
        #expect(byggsak.kommuner.map(\.rawValue).sorted() == ["964950679", "970169717", "970540008"])
        #expect(byggsak.objections(source: "/no/970540008/byggsak", kommune: hamar).isEmpty)
        #expect(byggsak.objections(source: "/no/\(oslo)/byggsak", kommune: oslo).map(\.code) == ["partner_not_allowed"])
        #expect(byggsak.objections(source: "urn:x", kommune: oslo).map(\.code) == ["partner_not_allowed", "source_not_allowed"])
        #expect(registry["visma"] == nil)
    }

    @Test func `without a file and without development mode there is nobody`() throws {
        let registry = try PartnerRegistry.load(configured: nil, data: DataDirectory(data.path), isDevelopment: false)
        #expect(registry.partners.isEmpty)
    }

    @Test func `the file in the data directory decides`() throws {
        _ = try data.write(
            "partners.json",
            #"{"partnere":[{"navn":"b","kommuner":[],"kilder":[]},{"navn":"a","kommuner":["970540008"],"kilder":["/no/1/x"]}]}"#)
        let registry = try PartnerRegistry.load(configured: nil, data: DataDirectory(data.path), isDevelopment: true)
        #expect(registry.partners.map(\.navn) == ["a", "b"])
        #expect(registry["a"]?.kommuner == [hamar])
    }

    @Test(arguments: [
        ("/no/1/x", true), ("/no/1/x/test", true), ("/no/1/xy", false), ("/no/1", false), ("no/1/x", false), ("", false),
    ])
    func `a source is compared by whole path segments`(source: String, isAllowed: Bool) {
        let partner = Partner(navn: "a", kommuner: [hamar], kilder: ["/no/1/x"])
        #expect(partner.objections(source: source, kommune: hamar).isEmpty == isAllowed)
    }

    @Test(arguments: [
        "/no/970540008/skole", "/no/970540008/skole/proeve", "/no/970540008/skole/a.b/c..d/...", "/no/970540008/skole/b%C3%A5t",
        "/no/970540008/skole/a:b@c;v=1",
    ])
    func `a partner may send as its source, and beneath it`(source: String) {
        #expect(skole(["/no/970540008/skole"]).objections(source: source, kommune: hamar).isEmpty)
        #expect(skole(["/no/970540008/skole/"]).objections(source: source, kommune: hamar).isEmpty)
        #expect(skole(["/"]).objections(source: source, kommune: hamar).isEmpty)
    }

    @Test(arguments: [
        "/no/970540008/skole/../byggsak", "/no/970540008/skole/..", "/no/970540008/skole/./a", "/no/970540008/skole/.",
        "/no/970540008/./skole",
        "/no/970540008/x/../skole", "/no/970540008/skole/..;x/byggsak", "/no/970540008/skole/.;/a",
        "/no/970540008/skole/%2e%2e/byggsak", "/no/970540008/skole/%2E%2E/byggsak", "/no/970540008/skole/.%2e/byggsak",
        "/no/970540008/skole/%2e", "/no/970540008/skole/%252e%252e/byggsak", "/no/970540008/skole%2f..%2fbyggsak",
        "/no/970540008/skole/..%5cbyggsak", "/no/970540008/skole/..\\byggsak", "/no/970540008/sko%6ce", "/no/%39%37%30540008/skole",
        "/no/970540008/skole/%", "/no/970540008/skole/%2", "/no/970540008/skole/%zz", "/no/970540008/skole/%00", "/no/970540008/skole/a b",
        "/no/970540008/skole/\n", "/no/970540008/skole/", "/no/970540008/skole//", "/no//970540008/skole", "//no/970540008/skole",
        "/no/970540008//skole", "/no/970540008/skole//a", "/no/970540008/skoleX", "/no/970540008/skol", "/no/970540008", "/no/970540008/",
        "/no/970540008/Skole", "/NO/970540008/skole", "/no/970540008/SKOLE/a", "no/970540008/skole", "", "/", "urn:x",
        "https://x/no/970540008/skole", "/no/970540008/skole?x", "/no/970540008/skole/a?b=/../..", "/no/970540008/skole#x",
        " /no/970540008/skole",
        "/no/970540008/sk\u{006F}\u{0308}le",
    ])
    func `a source that only looks like the partner's is foreign`(source: String) {
        let found = skole(["/no/970540008/skole"]).objections(source: source, kommune: hamar)
        #expect(found.map(\.code) == ["source_not_allowed"] && found.map(\.pointer) == ["/source"])
    }

    @Test func `a source of another municipality's is foreign, whatever the partner may send as`() {
        for kilder in [["/no/"], ["/"], ["/no/970540008/skole", "/no/974650762/skole"]] {
            let partner = Partner(navn: "skole", kommuner: [hamar, oslo], kilder: kilder)
            #expect(partner.objections(source: "/no/970540008/skole", kommune: hamar).isEmpty)
            #expect(partner.objections(source: "/no/970540008/skole", kommune: oslo).map(\.code) == ["source_not_allowed"])
            #expect(partner.objections(source: "/no/974650762/skole/a", kommune: hamar).map(\.code) == ["source_not_allowed"])
        }
        let all = Partner(navn: "skole", kommuner: [hamar], kilder: ["/"])
        #expect(all.objections(source: "/NO/974650762/skole", kommune: hamar).map(\.code) == ["source_not_allowed"])
        #expect(all.objections(source: "/no/974650762", kommune: hamar).map(\.code) == ["source_not_allowed"])
        #expect(all.objections(source: "/no/leverandoer/skole", kommune: hamar).isEmpty)
        #expect(all.objections(source: "/se/974650762/skola", kommune: hamar).isEmpty)
    }

    @Test(arguments: ["no/1", "", "/no/../x", "/no//x", "/no/%2e%2e", "//", "/no/1?x"])
    func `what no source can begin with is refused in the file of partners`(kilde: String) throws {
        let path = try data.write("kilder.json", #"{"partnere":[{"navn":"a","kommuner":[],"kilder":["\#(kilde)"]}]}"#)
        let wrong = #expect(throws: StartRefusal.self) {
            try PartnerRegistry.load(configured: path, data: DataDirectory(data.path), isDevelopment: true)
        }
        #expect(wrong?.message.contains("/partnere/0/kilder/0") == true)
    }

    private func skole(_ kilder: [String]) -> Partner { Partner(navn: "skole", kommuner: [hamar], kilder: kilder) }

    @Test func `a configured file that is missing or wrong is refused with every fault`() throws {
        let missing = #expect(throws: StartRefusal.self) {
            try PartnerRegistry.load(configured: data.path + "/none", data: DataDirectory(data.path), isDevelopment: true)
        }
        #expect(missing?.code == "partners_invalid")
        let path = try data.write(
            "wrong.json",
            #"{"partnere":[{"navn":"Stor","kommuner":["1"],"kilder":["x"]},{"navn":"a","kommuner":[],"kilder":[]},{"navn":"a","kommuner":[],"kilder":[]}]}"#
        )
        let wrong = #expect(throws: StartRefusal.self) {
            try PartnerRegistry.load(configured: path, data: DataDirectory(data.path), isDevelopment: true)
        }
        for place in ["/partnere/0/navn", "/partnere/0/kommuner/0", "/partnere/0/kilder/0", "/partnere/2/navn", path] {
            #expect(wrong?.message.contains(place) == true, "\(place)")
        }
    }

    @Test func `files are fetched for a partner from the hosts it is given, and from nowhere without`() throws {
        let password = try data.write("passord", "hemmelig\n")
        _ = try data.write(
            "partners.json",
            #"""
            {"partnere": [{"navn": "a", "kommuner": [], "kilder": []}, {"navn": "b", "kommuner": [], "kilder": [], "filkilder":
            {"verter": ["filer.example.no", "*.b.no"], "nett": ["10.20.0.0/16"], "sftp": [{"vert": "filer.example.no", "bruker": "arkiv",
            "passordfil": "\#(password)", "vertsnoekkel": "SHA256:abc"}]}}]}
            """#)
        let registry = try PartnerRegistry.load(configured: nil, data: DataDirectory(data.path), isDevelopment: true)
        #expect(registry["a"]?.filkilder == .ingen)
        #expect(registry["a"]?.filkilder.policy.hosts?.isEmpty == true)
        let sources = try #require(registry["b"]?.filkilder)
        #expect(sources.verter.map(\.description) == ["filer.example.no", "*.b.no"])
        #expect(sources.policy.protocols == [.https, .sftp])
        #expect(sources.sftp["filer.example.no"]?.proof == .password("hemmelig"))
    }

    @Test func `every fault in where files may be fetched from is told`() throws {
        let path = try data.write(
            "wrong.json",
            #"""
            {"partnere": [{"navn": "b", "kommuner": [], "kilder": [], "filkilder": {"verter": ["a*b"], "nett": ["10.0.0.1/8"], "andre": 1,
            "sftp": [{"vert": "x"}]}}]}
            """#)
        let wrong = #expect(throws: StartRefusal.self) {
            try PartnerRegistry.load(configured: path, data: DataDirectory(data.path), isDevelopment: true)
        }
        for place in ["verter/0", "nett/0", "andre", "sftp/0/bruker", "sftp/0/vertsnoekkel"] {
            #expect(wrong?.message.contains("/partnere/0/filkilder/\(place)") == true, "\(place)")
        }
    }

    @Test func `webhooks go to the hosts a partner is granted; none is something else than nothing said, and what is no host is refused`()
        throws
    {
        _ = try data.write(
            "partners.json",
            #"""
            {"partnere": [{"navn": "a", "kommuner": [], "kilder": []}, {"navn": "b", "kommuner": [], "kilder": [], "webhookverter": []},
            {"navn": "c", "kommuner": [], "kilder": [], "webhookverter": ["varsel.example.no", "*.c.no"]}]}
            """#)
        let registry = try PartnerRegistry.load(configured: nil, data: DataDirectory(data.path), isDevelopment: true)
        #expect(registry["a"]?.webhookverter == nil && registry["b"]?.webhookverter == [])
        #expect(registry["c"]?.webhookverter?.map(\.description) == ["varsel.example.no", "*.c.no"])
        let path = try data.write(
            "wrong.json", #"{"partnere": [{"navn": "b", "kommuner": [], "kilder": [], "webhookverter": ["a/b", "c"]}]}"#)
        let wrong = #expect(throws: StartRefusal.self) {
            try PartnerRegistry.load(configured: path, data: DataDirectory(data.path), isDevelopment: true)
        }
        #expect(wrong?.message.contains("/partnere/0/webhookverter/0") == true)
    }
}
