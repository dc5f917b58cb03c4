import Testing

/// Each rule fails on a bad sample and is content with a good one: a rule that cannot fail guards nothing.
struct RuleTests {
    private func violations(_ rule: Rule, _ samples: [String: String]) -> [Violation] { rule(SourceTree(samples)) }

    @Test func `a service that imports another is found`() {
        let samples = [
            "Services/Registry/RegistryService/A.swift": "import Domain\n@testable import DocumentsService\n",
            "Services/Documents/DocumentsService/B.swift": "import Domain\n",
            "Services/Documents/documents/main.swift": "import DocumentsService\n",
        ]
        #expect(violations(ModuleRules.servicesAreStrangers, samples).map(\.path) == ["Services/Registry/RegistryService/A.swift"])
    }

    @Test func `a shared module that imports a service is found`() {
        let samples = [
            "Shared/ServiceKit/A.swift": "public import RegistryService\n", "Services/Registry/RegistryService/B.swift": "",
        ]
        #expect(violations(ModuleRules.sharedKnowsNoService, samples).count == 1)
    }

    @Test(arguments: ["import SQLite", "public import Foundation", "@preconcurrency import Glibc", "import struct Foundation.Date"])
    func `a domain that imports something is found`(line: String) {
        #expect(violations(ModuleRules.domainIsPure, ["Shared/Domain/A.swift": line]).count == 1)
        #expect(violations(ModuleRules.domainIsPure, ["Shared/Crypto/A.swift": line]).isEmpty)
    }

    @Test(arguments: ["let t = ContinuousClock.now", "let n = Int.random(in: 0..<3)", "print(\"x\")"])
    func `a domain that asks the clock, the dice or the terminal is found`(line: String) {
        #expect(violations(ModuleRules.domainIsPure, ["Shared/Domain/A.swift": line]).count == 1)
        #expect(violations(ModuleRules.domainIsPure, ["Shared/Domain/A.swift": "// \(line)\nlet s = \"\"\"\n\(line)\n\"\"\""]).isEmpty)
    }

    @Test func `a C library with two doors or none is found`() {
        let map = "Shared/System/CZip/module.modulemap"
        let one = [map: "", "Shared/Zip/A.swift": "import CZip", "Shared/Zip/B.swift": "import CZip"]
        #expect(violations(ModuleRules.eachCLibraryHasOneDoor, one).isEmpty)
        #expect(violations(ModuleRules.eachCLibraryHasOneDoor, [map: ""]).count == 1)
        let two = one.merging(["Tests/ZipTests/C.swift": "import CZip"]) { $1 }
        #expect(violations(ModuleRules.eachCLibraryHasOneDoor, two).count == 1)
    }

    @Test func `a package that gives a C library to two targets is found`() {
        let map = "Shared/System/CZip/module.modulemap"
        let declared = #"system("CZip", pkgConfig: "zip", debian: "libzip-dev"), shared("Zip", ["CZip"])"#
        #expect(violations(ModuleRules.thePackageAgreesAboutCLibraries, [map: "", "Package.swift": declared]).isEmpty)
        let twice = declared + #", shared("Other", ["CZip"])"#
        #expect(violations(ModuleRules.thePackageAgreesAboutCLibraries, [map: "", "Package.swift": twice]).count == 1)
    }

    @Test func `a package from outside is found`() {
        let package = ["Package.swift": #"let dependencies = [.package(url: "https://example.org/x", from: "1.0.0")]"#]
        #expect(violations(ModuleRules.nothingFromOutside, package).count == 1)
    }

    @Test func `a top level with too much or too little is found`() {
        let samples = Dictionary(uniqueKeysWithValues: PlaceRules.allowedAtTop.map { ($0, "") } + [("docs/x.md", ""), (".gitignore", "")])
        #expect(violations(PlaceRules.topLevel, samples).map(\.path) == ["docs"])
        #expect(violations(PlaceRules.topLevel, ["Package.swift": ""]).count == PlaceRules.allowedAtTop.count - 1)
    }

    @Test(arguments: [
        "SELECT a FROM b", "INSERT OR IGNORE INTO a VALUES (1)", "UPDATE a SET b = 1", "DELETE FROM a", "CREATE TABLE a (b)", "PRAGMA x",
        "WITH a AS (SELECT 1) SELECT * FROM a",
    ])
    func `SQL outside Store is found`(sql: String) {
        let code = "let sql = \"\"\"\n    \(sql)\n    \"\"\"\n"
        #expect(violations(PlaceRules.sqlUnderStore, ["Services/Registry/RegistryService/Commands/A.swift": code]).count == 1)
        #expect(violations(PlaceRules.sqlUnderStore, ["Services/Registry/RegistryService/Store/A.swift": code]).isEmpty)
        #expect(violations(PlaceRules.sqlUnderStore, ["Shared/SQLite/A.swift": code]).isEmpty)
        #expect(violations(PlaceRules.sqlUnderStore, ["Shared/Kafka/A.swift": "// \(sql)\n"]).isEmpty)
    }

    @Test func `ordinary sentences are no SQL, and SQL files belong under Store`() {
        let sentence = "let text = \"Select one of them; UPDATE is a word, and with that as an end\""
        #expect(violations(PlaceRules.sqlUnderStore, ["Shared/Kafka/A.swift": sentence]).isEmpty)
        #expect(violations(PlaceRules.sqlUnderStore, ["Services/Registry/RegistryService/HTTP/0001-x.sql": "SELECT 1"]).count == 1)
    }

    @Test func `a route outside HTTP is found`() {
        let code =
            "routes.on(.get, \"/x\") { _ in }\nroutes.onStreaming(\n.put, \"/y\") { _, _ in }\nroutes.onStreaming(.post, \"/z\") { _, _ in }"
        let found = violations(PlaceRules.routesUnderHTTP, ["Services/Registry/RegistryService/Intake/A.swift": code])
        #expect(found.map(\.line) == [1, 2, 4])
        #expect(violations(PlaceRules.routesUnderHTTP, ["Services/Registry/RegistryService/HTTP/A.swift": code]).isEmpty)
    }

    @Test(arguments: ["StringUtils", "Helpers", "CommonKeys", "String+Helpers", "ConnectionManager"])
    func `a drawer is found`(name: String) {
        #expect(violations(PlaceRules.noDrawerFiles, ["Shared/XML/\(name).swift": ""]).count == 1)
    }

    @Test(arguments: ["Commit", "Commonwealth", "ManagedObject", "Utility"])
    func `words that only sound like a drawer's are none`(name: String) {
        #expect(violations(PlaceRules.noDrawerFiles, ["Shared/XML/\(name).swift": ""]).isEmpty)
    }

    @Test func `a file that is too long is found, unless it says why`() {
        let long = String(repeating: "let a = 1\n", count: SizeRules.limitFileLines + 1)
        let short = Dictionary(uniqueKeysWithValues: (0..<20).map { ("Shared/XML/F\($0).swift", "let a = 1\n") })
        #expect(violations(SizeRules.files, short.merging(["Shared/XML/Long.swift": long]) { $1 }).map(\.path) == ["Shared/XML/Long.swift"])
        let excused = SizeRules.excuse + "it is a table.\n" + long
        #expect(violations(SizeRules.files, short.merging(["Shared/XML/Long.swift": excused]) { $1 }).isEmpty)
    }

    @Test func `many files that are rather long are found`() {
        func files(_ lines: Int) -> [String: String] {
            let text = String(repeating: "let a = 1\n", count: lines)
            return Dictionary(uniqueKeysWithValues: (0..<10).map { ("Shared/XML/F\($0).swift", text) })
        }
        #expect(violations(SizeRules.files, files(100)).isEmpty)
        #expect(violations(SizeRules.files, files(200)).count == 1)
        #expect(violations(SizeRules.files, files(400)).count == 2)
    }

    @Test func `an executable that is a room is found`() {
        let path = "Services/Registry/registry/main.swift"
        #expect(violations(SizeRules.mains, [path: String(repeating: "f()\n", count: 40)]).count == 1)
        #expect(violations(SizeRules.mains, [path: String(repeating: "f()\n", count: 30)]).isEmpty)
    }

    @Test func `a function that does not fit on a screen is found`() {
        func function(_ lines: Int) -> String {
            "protocol P {\n    func g(a: Int)\n    init()\n}\n\nfunc f(\n    a: Int\n) -> Int {\n"
                + String(repeating: "    g { \"}\" }\n", count: lines) + "}\n\nvar x: Int { 1 }\n"
        }
        #expect(violations(SizeRules.functions, ["Shared/XML/A.swift": function(66)]).isEmpty)
        #expect(violations(SizeRules.functions, ["Shared/XML/A.swift": function(67)]).map(\.line) == [6])
    }

    @Test(arguments: [
        "let a = b!", "let a = try! b()", "let a = b as! C", "a[0]!.c()", "f(x)!", "var a: Int!", "let s = \"\\(a!)\"",
    ])
    func `force is found`(code: String) {
        #expect(violations(StyleRules.noForce, ["Shared/XML/A.swift": code]).count == 1)
    }

    @Test(arguments: [
        "if a != b {}", "let a = !b", "f(!a, !b)", "// b!", "let s = \"wow!\"", "func `what a name!`() {}",
        "let s = #\"a\"!\"#",
    ])
    func `what only looks like force is none`(code: String) {
        #expect(violations(StyleRules.noForce, ["Shared/XML/A.swift": code]).isEmpty)
    }

    @Test func `a follower that passes over what it does not name is found`() {
        let follower = "switch RegistryFact(event) {\ncase .intern: break\ndefault: break\n}"
        #expect(violations(StyleRules.followersNameEveryCase, ["Services/A/B.swift": follower]).map(\.line) == [3])
        let other = "switch letter {\ncase \"a\": break\ndefault: break\n}"
        #expect(violations(StyleRules.followersNameEveryCase, ["Services/A/B.swift": other]).isEmpty)
    }

    @Test(arguments: ["let a = try? b()", "final class A: @unchecked Sendable {}", "nonisolated(unsafe) var a = 1"])
    func `an exception that is not explained is found`(code: String) {
        let padding = String(repeating: "let one = 1\n", count: StyleRules.limitLinesToComment)
        #expect(violations(StyleRules.exceptionsAreExplained, ["Shared/XML/A.swift": padding + code]).count == 1)
        #expect(violations(StyleRules.exceptionsAreExplained, ["Shared/XML/A.swift": padding + "// Because.\n" + code]).isEmpty)
    }

    @Test func `a comment further up counts when it names the exception, and tests may swallow errors`() {
        let far = "// Each `try?` asks.\n" + String(repeating: "let one = 1\n", count: 10) + "let a = try? b()"
        #expect(violations(StyleRules.exceptionsAreExplained, ["Shared/XML/A.swift": far]).isEmpty)
        #expect(violations(StyleRules.exceptionsAreExplained, ["Shared/XML/A.swift": far.replacing("`try?`", with: "it")]).count == 1)
        #expect(violations(StyleRules.exceptionsAreExplained, ["Tests/XMLTests/A.swift": "let a = try? b()"]).isEmpty)
        #expect(violations(StyleRules.exceptionsAreExplained, ["Tests/XMLTests/A.swift": "nonisolated(unsafe) var a = 1"]).count == 1)
    }

    @Test(arguments: [
        "public func a() {}", "public struct A {}", "    public static let a = 1", "public private(set) var a = 1", "open class A {}",
        "public final class A {}", "@MainActor public func a() {}", "public init?() {}",
    ])
    func `a public declaration without documentation is found`(code: String) {
        #expect(violations(StyleRules.publicIsDocumented, ["Shared/XML/A.swift": code]).count == 1)
        #expect(violations(StyleRules.publicIsDocumented, ["Shared/XML/A.swift": "/// What.\n@discardableResult\n" + code]).isEmpty)
    }

    @Test(arguments: ["public import Domain", "public extension A {", "func a() {}", "// public func a() {}"])
    func `what needs no documentation is left alone`(code: String) {
        #expect(violations(StyleRules.publicIsDocumented, ["Shared/XML/A.swift": code]).isEmpty)
    }
}
