import Glibc

func writeFile(_ path: String, _ bytes: [UInt8]) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    guard write(descriptor, bytes, bytes.count) == bytes.count else {
        throw RawSocket.Failure(description: "write \(path): \(String(cString: strerror(errno)))")
    }
}

func removeFile(_ path: String) { unlink(path) }
