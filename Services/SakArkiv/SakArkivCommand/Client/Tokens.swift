import Foundation

/// Finds the token to send: given, in the environment, or in the data directory.
struct Tokens: Sendable {
    /// The identities of a development installation.
    static let identities = ["operator", "arkivar", "saksbehandler", "byggsak"]

    private let given: String?
    private let directory: String
    /// Whose file was asked for, instead of what the command would choose.
    private let identity: String?

    init(_ invocation: Invocation, environment: [String: String], data: String) {
        identity = invocation.value("as")
        // What stands on the command line goes before the environment.
        given = invocation.value("token") ?? (identity == nil ? environment["SAKARKIV_TOKEN"] : nil)
        directory = "\(data)/tokens"
    }

    /// The token of `identity`, unless the person asked for another one.
    func token(of identity: String) throws -> String {
        if let given, !given.isEmpty { return given }
        let file = file(of: self.identity ?? identity)
        guard let data = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(
                .notAuthorised, "there is no token in \(file)",
                advice: "is the data directory right (--data)? Else give --token, or SAKARKIV_TOKEN")
        }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Whose token is sent, as far as this program knows it.
    func origin(_ identity: String) -> String {
        if let given, !given.isEmpty { return "the one given with --token or SAKARKIV_TOKEN" }
        return "the one of «\(self.identity ?? identity)»"
    }

    /// Where the token of an identity lies.
    func file(of identity: String) -> String { "\(directory)/\(identity)" }
}
