/// How one process is started: which service, as which instance, with what around it.
struct ServiceLaunch: Sendable, Equatable {
    let service: ServiceName
    /// 1, 2, …
    let number: Int
    let port: Int
    /// The program, complete.
    let executable: String
    /// The words after it.
    var arguments: [String] = []
    /// Its whole environment.
    let environment: [String: String]
    /// Where its standard output and error go.
    let logFile: String

    /// `registry-2`
    var name: String { "\(service.rawValue)-\(number)" }
    /// Where it answers.
    var url: String { "http://127.0.0.1:\(port)" }
}
