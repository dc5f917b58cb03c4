import Contracts
import Transfer

extension FormReader {
    /// Reads a partner's `filkilder`; none when it has none.
    mutating func filkilder(in object: [String: JSONValue], at partner: JSONPointer) -> Filkilder {
        let place = partner.appending("filkilder")
        guard let value = object["filkilder"] else { return .ingen }
        guard let members = value.members else {
            fault(place, "wrong_type", "an object must stand here")
            return .ingen
        }
        for name in members.keys.sorted() where !["verter", "nett", "sftp"].contains(name) {
            fault(place.appending(name), "unknown_member", "«\(name)» is not a member of filkilder; these are: verter, nett, sftp")
        }
        let hosts = hosts("verter", in: members, at: place)
        let networks =
            members["nett"] == nil ? [] : parsed("nett", members, place, "a network: 10.20.0.0/16", { IPNetwork($0) })
        return Filkilder(verter: hosts, nett: networks, sftp: logins(members["sftp"], at: place.appending("sftp")))
    }

    /// A list of hosts: a name, or `*.` and a domain.
    mutating func hosts(_ name: String, in object: [String: JSONValue], at place: JSONPointer) -> [HostPattern] {
        parsed(name, object, place, "a host, or *. and a domain") { HostPattern($0) }
    }

    private mutating func parsed<Value>(
        _ name: String, _ members: [String: JSONValue], _ place: JSONPointer, _ accepts: String, _ parse: (String) -> Value?
    ) -> [Value] {
        texts(name, in: members, at: place).enumerated().compactMap { index, text in
            let value = parse(text)
            if value == nil { fault(place.appending(name).appending(index), "wrong_form", "«\(text)» is not \(accepts)") }
            return value
        }
    }

    private mutating func logins(_ value: JSONValue?, at place: JSONPointer) -> [String: SFTPLogin] {
        guard let value else { return [:] }
        guard let elements = value.elements else {
            fault(place, "wrong_type", "a list must stand here")
            return [:]
        }
        var logins: [String: SFTPLogin] = [:]
        for (index, element) in elements.enumerated() {
            let here = place.appending(index)
            guard let members = element.members else {
                fault(here, "wrong_type", "an object must stand here")
                continue
            }
            let host = text("vert", in: members, at: here, accepts: "a host") { HostPattern($0) != nil }
            let user = text("bruker", in: members, at: here, accepts: "a user's name") { !$0.isEmpty }
            let key = text("vertsnoekkel", in: members, at: here, accepts: "SHA256: and the host key's fingerprint in base64") {
                $0.hasPrefix("SHA256:") && $0.count > 7
            }
            guard let host, let user, let key, let proof = proof(members, at: here) else { continue }
            logins[host.lowercased()] = SFTPLogin(user: user, proof: proof, hostKey: .fingerprint(String(key.dropFirst(7))))
        }
        return logins
    }

    /// A password lies in a file of its own; so does a private key.
    private mutating func proof(_ members: [String: JSONValue], at place: JSONPointer) -> SFTPLogin.Proof? {
        if let file = members["noekkelfil"]?.text, !file.isEmpty { return .key(file: file, passphrase: nil) }
        guard let file = members["passordfil"]?.text, !file.isEmpty else {
            fault(place, "missing_member", "passordfil or noekkelfil must name a file")
            return nil
        }
        do {
            guard let content = try PrivateFile.read(file), let text = String(validating: content, as: UTF8.self) else {
                fault(place.appending("passordfil"), "unreadable", "there is no file «\(file)» with text")
                return nil
            }
            return .password(String(text.prefix { !$0.isNewline }))
        } catch {
            fault(place.appending("passordfil"), "unreadable", "«\(file)» cannot be read: \(error)")
            return nil
        }
    }
}
