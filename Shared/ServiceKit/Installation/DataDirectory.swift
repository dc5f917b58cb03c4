/// The data directory and what lies where in it.
public struct DataDirectory: Sendable, Hashable {
    /// Its path, as configured, without a slash at the end.
    public let path: String

    /// A directory by its path; nothing is created.
    public init(_ path: String) {
        var trimmed = path[...]
        while trimmed.count > 1, trimmed.last == "/" { trimmed = trimmed.dropLast() }
        self.path = String(trimmed)
    }

    /// The stores of one instance of a service: `<data>/<service>`, for further instances `<data>/<service>-<n>`.
    public func stores(of service: ServiceName, instance: Int) -> String {
        instance == 1 ? "\(path)/\(service.rawValue)" : "\(path)/\(service.rawValue)-\(instance)"
    }

    /// Where the local log lies.
    public var log: String { "\(path)/log" }

    /// Where the files of the archive lie, by municipality.
    public var content: String { "\(path)/content" }

    /// Where the development tokens lie.
    public var tokens: String { "\(path)/tokens" }

    /// Which partners there are, unless configured otherwise.
    public var partners: String { "\(path)/partners.json" }

    /// Which installation the directory belongs to.
    public var installation: String { "\(path)/installation.json" }

    /// Where processes say that they run.
    public var run: String { "\(path)/run" }

    /// The process id of one instance.
    public func processFile(of service: ServiceName, instance: Int) -> String { "\(run)/\(service.rawValue)-\(instance).pid" }

    /// Creates the directory, readable for its owner alone: it holds personal data. In one that is there already, others lose what they could
    /// read.
    ///
    /// - Throws: `data_directory_unusable`.
    public func create() throws(StartRefusal) {
        PrivateTree.tighten(path, closed: [content])
        do {
            try PrivateFile.createDirectory(path, mode: 0o700)
            try PrivateFile.createDirectory(run, mode: 0o700)
        } catch {
            throw StartRefusal(
                "data_directory_unusable", "the data directory cannot be used: \(error); see SAKARKIV_DATA", exitCode: .cannotCreate)
        }
    }
}
