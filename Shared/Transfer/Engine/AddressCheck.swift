import CCurl
import Glibc

/// The check of the addresses that one transfer connects to, under its policy.
struct AddressCheck {
    private let policy: TransferPolicy?
    /// An address that was refused, and whether another one of the same name was allowed.
    private var (refused, wasOneAllowed): (String?, Bool) = (nil, false)

    init(policy: TransferPolicy?) { self.policy = policy }

    /// A socket for the address, or none when it is refused. A name may have several: libcurl then tries the next.
    mutating func openSocket(_ address: UnsafePointer<curl_sockaddr>) -> curl_socket_t {
        let start = UnsafeRawPointer(address).advanced(by: MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 0)
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(address.pointee.addrlen))
        guard let target = IPAddress(socketAddress: bytes, family: address.pointee.family), policy?.allows(target) ?? true else {
            refused = IPAddress(socketAddress: bytes, family: address.pointee.family)?.description ?? "a socket in the file system"
            return -1
        }
        wasOneAllowed = true
        return socket(address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.protocol)
    }

    /// Whether a connection to that address may be used.
    mutating func mayUse(_ text: String) -> Bool {
        guard let address = IPAddress(text), policy?.allows(address) ?? true else {
            (refused, wasOneAllowed) = (text, false)
            return false
        }
        return true
    }

    /// The reason why the transfer could not begin, when it is this one.
    func refusal(_ describing: String) -> TransferError? {
        guard let refused, !wasOneAllowed else { return nil }
        return TransferError(.addressNotAllowed, "\(describing): \(refused) is not an address that may be connected to")
    }

    /// What to add to another error.
    var note: String { refused.map { " (and \($0) was not allowed)" } ?? "" }
}
