import Domain
import Glibc

/// The programs that convert, looked for anew each time: one that is installed while the service runs is found.
struct Converters: Sendable {
    let settings: ConversionSettings
    /// Folders with programs, for names without a slash.
    let searchPath: [String]

    /// - Parameter searchPath: as in the environment variable `PATH`.
    init(_ settings: ConversionSettings, searchPath: String) {
        self.settings = settings
        self.searchPath = searchPath.split(separator: ":").map(String.init)
    }

    /// The program of that kind; nil when it is not here.
    func program(_ kind: Konverteringsregel.Verktoey) -> String? {
        switch kind {
        case .kontor: find(settings.office)
        // Both, or neither is of use.
        case .pdf: find(settings.colourProfile, mode: R_OK) == nil ? nil : find(settings.ghostscript)
        }
    }

    /// The kinds that are here.
    var found: Set<Konverteringsregel.Verktoey> { Set(Konverteringsregel.Verktoey.allCases.filter { program($0) != nil }) }

    /// veraPDF; nil when it is not here.
    var validator: String? { find(settings.validator) }

    private func find(_ name: String, mode: Int32 = X_OK) -> String? {
        let candidates = name.contains("/") ? [name] : searchPath.map { "\($0)/\(name)" }
        return candidates.first { path in
            var status = stat()
            return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, mode) == 0
        }
    }

    /// What is run to make `ut/inn.pdf` of the file in the folder.
    func arguments(_ kind: Konverteringsregel.Verktoey, folder: String, input: String) -> [String] {
        switch kind {
        case .kontor:
            // 2: PDF/A-2b. A profile of its own: LibreOffice runs once per profile.
            return [
                "-env:UserInstallation=file://\(folder)/profil", "--headless", "--norestore", "--nolockcheck", "--nodefault",
                "--convert-to",
                "pdf:\(Self.exportFilter(input)):{\"SelectPdfVersion\":{\"type\":\"long\",\"value\":\"2\"}}", "--outdir", "\(folder)/ut",
                "\(folder)/\(input)",
            ]
        case .pdf:
            return [
                // It stops at what it would have to guess: a copy with pages missing is worse than none. What a PDF/A may not have (policy 1) it
                // leaves out and says so, which stands in the conversion's comment.
                "-dSAFER", "-dPDFSTOPONERROR", "--permit-file-read=\(folder)/", "-dBATCH", "-dNOPAUSE", "-dNOOUTERSAVE", "-dPDFA=2",
                "-dPDFACompatibilityPolicy=1", "-sDEVICE=pdfwrite",
                "-sColorConversionStrategy=RGB", "-dAutoRotatePages=/None", "-sOutputFile=\(folder)/ut/inn.pdf", "\(folder)/pdfa.ps",
                "\(folder)/\(input)",
            ]
        }
    }

    private static func exportFilter(_ input: String) -> String {
        let ending = input.split(separator: ".").last.map(String.init) ?? ""
        return switch FormatTable.all.first(where: { $0.endings.contains(ending) })?.family {
        case .spreadsheet: "calc_pdf_Export"
        case .presentation: "impress_pdf_Export"
        default: "writer_pdf_Export"
        }
    }

    /// Tells Ghostscript the output intent that PDF/A demands: sRGB, by the colour profile in the folder.
    static func outputIntent(folder: String) -> String {
        """
        %!
        [/_objdef {icc} /type /stream /OBJ pdfmark
        [{icc} <</N 3>> /PUT pdfmark
        [{icc} (\(folder)/rgb.icc) (r) file /PUT pdfmark
        [/_objdef {intent} /type /dict /OBJ pdfmark
        [{intent} <</Type /OutputIntent /S /GTS_PDFA1 /DestOutputProfile {icc} /OutputConditionIdentifier (sRGB)>> /PUT pdfmark
        [{Catalog} <</OutputIntents [{intent}]>> /PUT pdfmark

        """
    }
}
