import Testing

@testable import DocumentsService

struct DownloadFieldTests {
    @Test(
        arguments: [
            ("bytes=0-0", 0..<1), ("bytes=2-5", 2..<6), ("bytes=5-", 5..<10), ("bytes=-3", 7..<10), ("bytes=-99", 0..<10),
            ("bytes=9-99", 9..<10),
            ("BYTES= 1 - 2", 1..<3), ("bytes=0-99999999999999999999", 0..<10),
        ] as [(String, Range<Int64>)])
    func `a single range is a part`(_ text: String, _ range: Range<Int64>) {
        #expect(ByteRange(text, byteCount: 10) == .part(range))
    }

    @Test(arguments: ["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999999-"])
    func `a part that is not there cannot be given`(_ text: String) { #expect(ByteRange(text, byteCount: 10) == .unsatisfiable) }

    @Test(arguments: [
        "bytes=0-1,3-4", "bytes=5-2", "bytes=-", "bytes=a-b", "bytes", "items=0-1", "bytes=1-2-3", "bytes=--1", "bytes=0x1-2", "",
    ])
    func `what is no single range is answered whole`(_ text: String) { #expect(ByteRange(text, byteCount: 10) == .whole) }

    @Test func `an empty file has no parts`() {
        #expect(ByteRange("bytes=0-", byteCount: 0) == .unsatisfiable)
        #expect(ByteRange(nil, byteCount: 0) == .whole)
    }

    @Test(arguments: [
        ("../../etc/passwd", "passwd"), ("C:\\Windows\\cmd.exe", "cmd.exe"), ("a\u{0}b.pdf", "ab.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
        ("", "dokument"), ("...", "dokument"), ("  .bashrc", "bashrc"), ("-rf", "rf"), ("gpj\u{202E}exe.pdf", "gpjexe.pdf"),
        ("Søknad «ny».pdf", "Søknad «ny».pdf"), ("a\"b?.pdf", "a_b_.pdf"),
    ])
    func `names are made harmless`(_ given: String, _ expected: String) { #expect(DownloadName(given).text == expected) }

    @Test func `long names lose their middle and keep their ending`() {
        let name = DownloadName(String(repeating: "å", count: 300) + ".pdf").text
        #expect(name.utf8.count <= DownloadName.limitBytes)
        #expect(name.hasSuffix("å.pdf"))
    }

    @Test func `the true name stands beside one for old clients`() {
        #expect(
            DownloadName("Søknad 1%.pdf").contentDisposition
                == "attachment; filename=\"Soeknad 1_.pdf\"; filename*=UTF-8''S%C3%B8knad%201%25.pdf")
    }

    @Test func `entity tags compare as they should`() {
        let tag = EntityTag(sjekksum: "ab")
        #expect(tag.isNamed(inNoneMatch: ["\"x\", W/\"ab\""]))
        #expect(tag.isNamed(inNoneMatch: ["*"]))
        #expect(!tag.isNamed(inNoneMatch: ["\"x\""]))
        #expect(tag.isNamed(inMatch: ["\"ab\""]))
        #expect(!tag.isNamed(inMatch: ["W/\"ab\""]))
        #expect(tag.isRange("\"ab\""))
        #expect(!tag.isRange("W/\"ab\""))
        #expect(!tag.isRange("Sun, 06 Nov 1994 08:49:37 GMT"))
    }

    @Test func `an upload's name says whose it is and what it becomes`() {
        let expected = ContentDigest(of: [1])
        let name = UploadName(identity: "byggsak", random: 5, expected: expected)
        #expect(name.text.utf8.count <= 100)
        #expect(UploadName(name.text) == name)
        #expect(name.isOf("byggsak"))
        #expect(!name.isOf("annen"))
        #expect(UploadName("../../x") == nil)
        #expect(UploadName(name.text.uppercased()) == nil)
        #expect(UploadName(UploadName(identity: "a", random: .max, expected: nil).text)?.expected == nil)
    }
}
