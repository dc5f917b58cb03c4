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
        given = invocation.value("token") ?? environment["SAKARKIV_TOKEN"]
        directory = "\(data)/tokens"
        identity = invocation.value("as")
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

    /// Where the token of an identity lies.
    func file(of identity: String) -> String { "\(directory)/\(identity)" }
}
