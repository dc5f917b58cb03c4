import Glibc

/// Looks whether the ports are free before anything is started: the message is better than four services dying of it.
enum PortCheck {
    /// - Throws: `CommandFailure(.configuration)` naming the first port that is taken.
    static func free(_ launches: [ServiceLaunch]) throws {
        for launch in launches where isTaken(launch.port) {
            throw CommandFailure(
                .configuration, "port \(launch.port) for \(launch.name) is taken by another program",
                advice: "is Sak-Arkiv running already? Else choose another: --port \(launch.service.rawValue)=\(launch.port + 100)")
        }
    }

    private static func isTaken(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var one: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) != 0
            }
        }
    }
}
