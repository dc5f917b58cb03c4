import Foundation
import ServiceTestSupport

typealias DataFolder = TestFolder

extension TestFolder {
    /// Everything that lies below a folder of it, files only; the marker of the content store apart, which is always there.
    func files(below folder: String) throws -> [String] {
        let root = "\(path)/\(folder)"
        guard FileManager.default.fileExists(atPath: root) else { return [] }
        return try FileManager.default.subpathsOfDirectory(atPath: root).filter { name in
            if name.split(separator: "/").last == "sakarkiv-content.json" { return false }
            var isDirectory: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isDirectory) && !isDirectory.boolValue
        }
    }
}
