import Domain
import ServiceKit

/// Which programs convert, and what they may use.
struct ConversionSettings: Sendable {
    /// The most time a program gets.
    var timeLimit: Duration = .seconds(120)
    /// The most address space a program gets.
    var memoryMaxBytes: Int64 = 4 << 30
    /// The largest file a program may write.
    var outputMaxBytes: Int64 = 512 << 20
    /// Larger files are not converted.
    var inputMaxBytes: Int64 = 256 << 20
    /// How many programs run at a time.
    var parallel = 1
    /// Paths or names of the programs.
    var office = "soffice"
    var ghostscript = "gs"
    var validator = "verapdf"
    /// The colour profile that a PDF/A made of a PDF carries (Debian: with Ghostscript).
    var colourProfile = "/usr/share/color/icc/ghostscript/srgb.icc"

    /// Between two looks for work when there was none.
    static let idleInterval: Duration = .seconds(10)
    /// The most jobs looked up at once.
    static let batchJobs = 20

    private static let time = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_CONVERSION_SECONDS", .seconds(1...86_400), default: "120", unit: "seconds",
        "how long a program may take to convert one file")
    private static let memory = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_CONVERSION_MEMORY_MAX_BYTES", .integer((64 << 20)...(1 << 40)), default: "4294967296", unit: "bytes",
        "how much address space it may take")
    private static let input = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_CONVERSION_INPUT_MAX_BYTES", .integer(1...(1 << 40)), default: "268435456", unit: "bytes",
        "larger files are not converted")
    private static let output = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_CONVERSION_OUTPUT_MAX_BYTES", .integer(1...(1 << 40)), default: "536870912", unit: "bytes",
        "how large a file it may write")
    private static let parallel = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_PARALLEL_CONVERSIONS", .integer(1...64), default: "1", unit: "programs",
        "how many files are converted at a time")
    private static let office = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_CONVERTER_OFFICE", .path, default: "soffice",
        "LibreOffice, as a path or a name on PATH: office documents to PDF/A")
    private static let ghostscript = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_CONVERTER_PDF", .path, default: "gs", "Ghostscript, as a path or a name on PATH: PDF to PDF/A")
    private static let colourProfile = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_CONVERTER_PDF_PROFILE", .path, default: "/usr/share/color/icc/ghostscript/srgb.icc",
        "the sRGB colour profile (ICC) that Ghostscript puts into a PDF/A; it comes with Ghostscript")
    private static let validator = ConfigurationKey(
        "SAKARKIV_DOCUMENTS_VALIDATOR_PDF", .path, default: "verapdf", "veraPDF, as a path or a name on PATH: judges what was made")

    /// For the service's table of keys.
    static let keys = [
        time.listed, memory.listed, input.listed, output.listed, parallel.listed, office.listed, ghostscript.listed, colourProfile.listed,
        validator.listed,
    ]

    /// The defaults.
    init() {}

    /// As configured.
    init(_ values: Configuration) {
        (timeLimit, parallel) = (values[Self.time], values[Self.parallel])
        memoryMaxBytes = Int64(values[Self.memory])
        (inputMaxBytes, outputMaxBytes) = (Int64(values[Self.input]), Int64(values[Self.output]))
        colourProfile = values[Self.colourProfile]
        (office, ghostscript, validator) = (values[Self.office], values[Self.ghostscript], values[Self.validator])
    }
}
