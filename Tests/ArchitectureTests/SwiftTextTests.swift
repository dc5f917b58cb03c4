import Testing

struct SwiftTextTests {
    @Test func `comments are taken out and their lines known`() {
        let text = SwiftText("let a = 1 // one\n/* two\n /* nested */ still */ let b = 2\n")
        #expect(text.code.map { $0.trimmingSuffix { $0 == " " } } == ["let a = 1", "", " let b = 2", ""])
        #expect(text.commentLines == [0, 1, 2])
    }

    @Test func `strings of every kind are taken out and kept as literals`() {
        let text = SwiftText("f(\"a // \\\" b\", #\"c \" \\(d)\"#, \"\"\"\n  e \"quoted\"\n  \"\"\", g)\nh")
        #expect(text.literals.map(\.text) == ["a // \" b", "c \" \\(d)", "\n  e \"quoted\"\n  "])
        #expect(text.literals.map(\.line) == [0, 0, 0])
        #expect(text.code.last == "h")
        #expect(text.code.count == 4)
    }

    @Test func `the code inside a string is code`() {
        let text = SwiftText("let s = \"a \\(b.map { \"<\\($0)>\" }) c\"")
        #expect(text.code.joined().contains("b.map {"))
        #expect(text.literals.map(\.text).sorted() == ["<…>", "a … c"])
    }

    @Test func `raw identifiers may hold anything`() {
        let text = SwiftText("func `a \"name\" // with!`() { b }")
        #expect(text.code == ["func identifier() { b }"])
        #expect(text.literals.isEmpty)
        #expect(text.commentLines.isEmpty)
    }

    @Test func `imports are found whatever stands before them`() {
        let file = SourceFile(
            "Shared/A/B.swift",
            "import A\npublic import B\n@testable import C\n@preconcurrency public import D\nimport struct E.F\nlet import_ = 1\n// import G\n"
        )
        #expect(file.imports == ["A", "B", "C", "D", "E"])
        #expect(file.module == "A")
        #expect(SourceFile("Services/Registry/RegistryService/HTTP/X.swift", "").module == "RegistryService")
        #expect(SourceFile("Package.swift", "").module == nil)
    }
}

extension String {
    fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> String {
        var text = self[...]
        while let last = text.last, isTrimmed(last) { text = text.dropLast() }
        return String(text)
    }
}
