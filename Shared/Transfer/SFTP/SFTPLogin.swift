/// Who we are to an SSH server, and how we know that it is the right one. Without a known host key nothing is sent.
public struct SFTPLogin: Sendable, Hashable, CustomStringConvertible {
    /// How the user proves to be the user.
    public enum Proof: Sendable, Hashable, CustomStringConvertible {
        /// A password; a secret.
        case password(String)
        /// A private key's file, in OpenSSH's or PEM's form, and its passphrase.
        case key(file: String, passphrase: String?)

        /// Without the secrets.
        public var description: String {
            switch self {
            case .password: "password"
            case .key(let file, _): "key \(file)"
            }
        }
    }

    /// How the server is known.
    public enum HostKey: Sendable, Hashable {
        /// The SHA-256 of its public key in base64, as `ssh-keygen -l` shows it after `SHA256:`.
        case fingerprint(String)
        /// A file as OpenSSH's `known_hosts`. It is only read.
        case knownHosts(file: String)
    }

    /// The user.
    public var user: String
    /// How the user proves it.
    public var proof: Proof
    /// How the server is known.
    public var hostKey: HostKey

    /// A login.
    public init(user: String, proof: Proof, hostKey: HostKey) { (self.user, self.proof, self.hostKey) = (user, proof, hostKey) }

    /// Without the secrets.
    public var description: String { "SFTPLogin(\(user))" }
}

/// A file over SSH, as the engine gets it.
struct SFTPFile: Sendable {
    let url: String
    let login: SFTPLogin
    let policy: TransferPolicy?
    /// What is put there; nil to get it.
    var upload: (any UploadSource)?
    /// Where getting begins.
    var offset: Int64 = 0
}
