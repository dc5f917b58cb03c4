import Glibc
public import Observability

/// Tokens that a service makes itself, for one machine: `<data>/tokens/<identity>`, readable for the owner of the data directory alone.
///
/// Several services that start at the same moment agree on them, since each file is created whole and by one of them.
public enum DevelopmentTokens {
    /// Who there is in development mode, with which role.
    public static let identities: [(identity: String, role: Role)] = [
        ("byggsak", .partner), ("saksbehandler", .saksbehandler), ("arkivar", .arkivar), ("operator", .operator),
    ]

    private static let bytesPerToken = 32

    /// Reads the tokens, making those that are missing.
    ///
    /// - Throws: `tokens_exposed` when others than the owner may read them, `tokens_unusable`.
    public static func open(_ directory: String, random: RandomSource) throws(StartRefusal) -> [(
        identity: String, role: Role, token: String
    )] {
        var all: [(identity: String, role: Role, token: String)] = []
        do {
            try PrivateFile.createDirectory(directory, mode: 0o700)
            try checkClosed(directory)
            for (identity, role) in identities {
                let path = "\(directory)/\(identity)"
                var content = try PrivateFile.read(path)
                if content == nil {
                    // Whether this call or another process's made the file, what stands in it counts.
                    _ = try PrivateFile.create(path, Array(fresh(random).utf8), mode: 0o600)
                    content = try PrivateFile.read(path)
                }
                try checkClosed(path)
                let token = String(decoding: content ?? [], as: UTF8.self).trimmingSpaces.prefix { !$0.isNewline }
                guard token.utf8.count >= bytesPerToken else {
                    throw StartRefusal("tokens_unusable", "\(path) holds no token; remove it to have one made", exitCode: .configuration)
                }
                all.append((identity, role, String(token)))
            }
        } catch let refusal as StartRefusal {
            throw refusal
        } catch {
            throw StartRefusal("tokens_unusable", "the development tokens cannot be used: \(error)", exitCode: .cannotCreate)
        }
        return all
    }

    private static func checkClosed(_ path: String) throws(StartRefusal) {
        guard let mode = PrivateFile.mode(of: path), mode & 0o077 == 0 else {
            throw StartRefusal(
                "tokens_exposed", "\(path) may be read by others than its owner: remove \(path), so that new tokens are made",
                exitCode: .noPermission)
        }
    }

    private static func fresh(_ random: RandomSource) -> String {
        (0..<bytesPerToken / 8).map { _ in
            let digits = String(random.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }
}
