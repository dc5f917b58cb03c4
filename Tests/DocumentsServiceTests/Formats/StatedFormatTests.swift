import Testing

@testable import DocumentsService

struct StatedFormatTests {
    private let pdf = FormatTable["fmt/354"]

    private func verdict(_ found: FileFormat, format: String? = nil, mediaType: String? = nil, name: String? = nil) -> StatedFormat.Verdict
    {
        StatedFormat(format: format, mediaType: mediaType, name: name).verdict(found)
    }

    @Test func `a PDF that says it is a PNG is told`() {
        #expect(verdict(pdf, format: "fmt/13") == .contradicts(stated: "fmt/13", found: pdf))
        #expect(verdict(pdf, format: "PNG") == .contradicts(stated: "PNG", found: pdf))
        #expect(verdict(pdf, mediaType: "image/png") == .contradicts(stated: "image/png", found: pdf))
        #expect(verdict(pdf, name: "bilde.png") == .contradicts(stated: ".png", found: pdf))
    }

    @Test func `the same kind in another version is told as that`() {
        #expect(verdict(pdf, format: "fmt/18", name: "brev.pdf") == .otherVersion(stated: "fmt/18", found: pdf))
    }

    @Test(arguments: ["fmt/354", "PDF", "pdf", "RA-PDF", "PDF/A", ".pdf", "application/pdf", "av/0", "vnd/1", "noe annet"])
    func `what fits, or says nothing, agrees`(format: String) {
        #expect(verdict(pdf, format: format, mediaType: "application/pdf; charset=binary", name: "Brev.PDF") == .agrees)
    }

    @Test func `a kind within a kind agrees`() {
        #expect(verdict(FormatTable["fmt/1047"], mediaType: "text/xml", name: "a.xml") == .agrees)
        #expect(verdict(FormatTable["fmt/412"], mediaType: "application/zip", name: "brev.docx") == .agrees)
        #expect(verdict(FormatTable["x-fmt/111"], mediaType: "text/plain", name: "les.meg") == .agrees)
        #expect(verdict(FormatTable["x-fmt/111"], name: "uten") == .agrees)
    }

    @Test func `bytes that nobody knows contradict what could be known`() {
        #expect(verdict(.unknown, name: "brev.pdf") == .contradicts(stated: ".pdf", found: .unknown))
        #expect(verdict(.unknown, name: "modell.dwg") == .agrees)
    }
}
