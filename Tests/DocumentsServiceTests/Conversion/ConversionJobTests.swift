import Domain
import Foundation
import Testing

@testable import DocumentsService

struct ConversionJobTests {
    private func convert(
        _ bytes: [UInt8], _ puid: String, _ kind: Konverteringsregel.Verktoey, _ change: (inout ConversionSettings) -> Void = { _ in }
    ) async throws -> ConversionJob.Result {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("convert-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: root) }
        let disk = DiskThreads(threads: 2)
        let content = try ContentDirectory(root: root, disk: disk) { UUID().uuidString }
        let hamar = try #require(Organisasjonsnummer("970540008"))
        var settings = ConversionSettings()
        change(&settings)
        let job = ConversionJob(
            converters: Converters(settings, searchPath: "/usr/local/bin:/usr/bin:/bin"), content: content, disk: disk,
            programs: DiskThreads(threads: 1), workFolder: root + "/work")
        let key = ContentKey(kommune: hamar, digest: try await content.put(bytes, kommune: hamar).digest)
        return try await job.convert(key, format: FormatTable[puid], by: kind)
    }

    private func reason(_ result: ConversionJob.Result) -> KonverteringUteblitt.Grunn? {
        if case .failed(let reason, _) = result { return reason }
        return nil
    }

    private static let rtf = Array("{\\rtf1\\ansi\\ansicpg1252 S\\u248?knad om dispensasjon\\par}".utf8)

    private static func isHere(_ name: String) -> Bool { FileManager.default.isExecutableFile(atPath: "/usr/bin/" + name) }

    @Test func `a program that writes nothing, or fails, is told`() async throws {
        #expect(reason(try await convert(Self.rtf, "fmt/50", .kontor) { $0.office = "/bin/true" }) == .conversionFailed)
        #expect(reason(try await convert(Self.rtf, "fmt/50", .kontor) { $0.office = "/bin/false" }) == .conversionFailed)
    }

    @Test func `what is larger than may be is not tried`() async throws {
        let result = try await convert(Self.rtf, "fmt/50", .kontor) { ($0.office, $0.inputMaxBytes) = ("/bin/true", 10) }
        #expect(reason(result) == .conversionLimits)
    }

    @Test func `an absent program is named as that`() async throws {
        #expect(reason(try await convert(Self.rtf, "fmt/50", .kontor) { $0.office = "no-such-program" }) == .converterAbsent)
    }

    @Test(.enabled(if: isHere("soffice"), "no LibreOffice is installed"))
    func `LibreOffice makes a PDF/A of an office document`() async throws {
        let result = try await convert(Self.rtf, "fmt/50", .kontor)
        guard case .made(let stored, let found, let tool, _) = result else {
            Issue.record("not converted: \(result)")
            return
        }
        #expect(found.format.puid == "fmt/477")
        #expect(stored.byteCount > 1_000)
        #expect(tool.contains("LibreOffice"))
    }

    @Test(.enabled(if: isHere("gs"), "no Ghostscript is installed"))
    func `Ghostscript makes a PDF/A of a PDF`() async throws {
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<<>>>>",
            "<</Length 18>>stream\n10 10 100 100 re f\nendstream",
        ]
        var (pdf, places) = ("%PDF-1.4\n", [Int]())
        for (number, object) in objects.enumerated() {
            places.append(pdf.utf8.count)
            pdf += "\(number + 1) 0 obj \(object) endobj\n"
        }
        let start = pdf.utf8.count
        pdf += "xref\n0 5\n0000000000 65535 f \n"
        for place in places { pdf += String(repeating: "0", count: 10 - "\(place)".count) + "\(place) 00000 n \n" }
        pdf += "trailer <</Root 1 0 R/Size 5>>\nstartxref\n\(start)\n%%EOF\n"
        let result = try await convert(Array(pdf.utf8), "fmt/18", .pdf)
        guard case .made(_, let found, let tool, _) = result else {
            Issue.record("not converted: \(result)")
            return
        }
        #expect(found.format.puid == "fmt/477")
        #expect(tool.contains("Ghostscript"))
    }

    @Test(.enabled(if: isHere("gs"), "no Ghostscript is installed"))
    func `what only says that it is a PDF is not converted`() async throws {
        #expect(reason(try await convert(Array("%PDF-1.4 rubbish %%EOF".utf8), "fmt/18", .pdf)) != nil)
    }
}
