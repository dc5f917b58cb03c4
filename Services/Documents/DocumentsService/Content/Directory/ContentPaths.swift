import Domain

/// Where things lie below the content folder: `<orgnr>/ab/cdef…` by digest, `<orgnr>/incoming/`, `<orgnr>/uploads/`,
/// `<orgnr>/damaged/`.
struct ContentPaths: Sendable {
    let root: String

    func folder(_ kommune: Organisasjonsnummer) -> String { "\(root)/\(kommune)" }

    /// Half-written files; a name in here is forgotten with its process.
    func incoming(_ kommune: Organisasjonsnummer) -> String { folder(kommune) + "/incoming" }

    /// Files that were found damaged, kept for whoever wants to know what happened.
    func damaged(_ kommune: Organisasjonsnummer) -> String { folder(kommune) + "/damaged" }

    func uploads(_ kommune: Organisasjonsnummer) -> String { folder(kommune) + "/uploads" }

    func upload(_ key: UploadKey) -> String { uploads(key.kommune) + "/" + key.name }

    /// 256 folders: a million files are four thousand in each.
    func file(_ key: ContentKey) -> String { "\(folder(key.kommune))/\(key.digest.hex.prefix(2))/\(key.digest.hex.dropFirst(2))" }
}
