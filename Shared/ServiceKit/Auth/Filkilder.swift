public import Transfer

/// Where a partner's files may be fetched from: what it names in `referanseDokumentfil` as an address. Nothing unless the operator says so.
///
/// In the file of partners: `"filkilder": {"verter": ["filer.example.no", "*.example.no"], "nett": ["10.20.0.0/16"], "sftp": [{"vert":
/// "filer.example.no", "bruker": "arkiv", "passordfil": "/…", "vertsnoekkel": "SHA256:…"}]}`.
public struct Filkilder: Hashable, Sendable {
    /// The hosts, redirects included.
    public var verter: [HostPattern]
    /// Networks that may be connected to although they are not public.
    public var nett: [IPNetwork]
    /// The logins for sftp, by host.
    public var sftp: [String: SFTPLogin]

    /// Sources.
    public init(verter: [HostPattern] = [], nett: [IPNetwork] = [], sftp: [String: SFTPLogin] = [:]) {
        (self.verter, self.nett, self.sftp) = (verter, nett, sftp)
    }

    /// Nothing is fetched.
    public static let ingen = Filkilder()

    /// How often an answer may send us on.
    public static let limitRedirects = 3

    /// What a transfer is held to.
    public var policy: TransferPolicy {
        var policy = TransferPolicy()
        policy.protocols = sftp.isEmpty ? [.https] : [.https, .sftp]
        policy.hosts = verter
        policy.allowedNetworks = nett
        policy.maximumRedirects = Self.limitRedirects
        return policy
    }
}
