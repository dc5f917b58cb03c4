/// What older Office programs wrote: a file system in a file (OLE2), told apart by the names in its root folder.
enum CompoundSignatures {
    private static let mark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    /// An entry of the folder, in bytes.
    private static let entryBytes: Int64 = 128
    /// How many of the folder's first entries are looked at.
    private static let entriesMax: Int64 = 256

    static func identify(_ source: FormatSource) async throws -> IdentifiedFormat? {
        guard source.head.has(mark) else { return nil }
        guard let shift = source.head.littleEndian16(30), (7...16).contains(shift), let sector = source.head.littleEndian32(48) else {
            return IdentifiedFormat(FormatTable["fmt/111"])
        }
        let start = (Int64(sector) + 1) << Int64(shift)
        let folder = start < source.byteCount ? try await source.read(start..<start + entryBytes * entriesMax) : []
        for (name, code) in [
            ("WordDocument", "fmt/40"), ("Workbook", "fmt/61"), ("PowerPoint Document", "fmt/126"),
            ("__properties_version1.0", "x-fmt/430"),
        ] where folder.find(name.utf8.flatMap { [$0, 0] }) != nil {
            return IdentifiedFormat(FormatTable[code])
        }
        return IdentifiedFormat(FormatTable["fmt/111"])
    }
}
