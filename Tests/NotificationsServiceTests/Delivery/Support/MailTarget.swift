import Contracts
import Foundation
import OutsideJudges
import ServiceTestSupport

/// A mail server of somebody else's making: PyPI's aiosmtpd, in a process of its own that ends with the test.
final class MailTarget {
    let port: Int
    private let process: Process
    private let directory: URL

    /// - Parameter refusals: how often the first letters are put off with 451; not those that ask for a confirmation.
    init(refusals: Int = 0) throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("mail-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        guard let folder = OutsideJudge.folder else { throw Unexpected(description: OutsideJudge.missing) }
        process = Process()
        process.executableURL = folder.appendingPathComponent("python3")
        process.arguments = ["-c", Self.script, directory.path, "\(refusals)"]
        let (output, input) = (Pipe(), Pipe())
        (process.standardOutput, process.standardInput) = (output, input)
        try process.run()
        // The first line says which port the kernel gave.
        var line = ""
        while !line.hasSuffix("\n"), let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
            line += String(decoding: byte, as: UTF8.self)
        }
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            process.terminate()
            throw Unexpected(description: "no mail server: «\(line)»")
        }
        self.port = port
    }

    deinit {
        process.terminate()
        // Left-overs in the system's temporary directory harm nobody.
        try? FileManager.default.removeItem(at: directory)
    }

    /// The settings of a service that sends through it, to example.no.
    var settings: [String: String] {
        [
            "SAKARKIV_NOTIFICATIONS_SMTP_HOST": "127.0.0.1", "SAKARKIV_NOTIFICATIONS_SMTP_PORT": "\(port)",
            "SAKARKIV_NOTIFICATIONS_SMTP_SECURITY": "none", "SAKARKIV_NOTIFICATIONS_MAIL_FROM": "varsel@example.no",
            "SAKARKIV_NOTIFICATIONS_MAIL_DOMAINS": "example.no",
        ]
    }

    /// The digests and the e-mails that ask for a confirmation that were taken so far.
    func taken() throws -> (digests: [JSONValue], questions: [JSONValue]) {
        let all = try letters.map { try JSONReader.read(Array($0.utf8)) }
        func asks(_ letter: JSONValue) -> Bool { ["Bekreft", "Stadfest"].contains { letter["subject"]?.text?.hasPrefix($0) == true } }
        return (all.filter { !asks($0) }, all.filter(asks))
    }

    /// The letters taken so far, as Python reads them: one JSON object for each.
    var letters: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: directory.path).filter { $0.hasSuffix(".json") }.sorted().map {
                try String(contentsOf: directory.appendingPathComponent($0), encoding: .utf8)
            }
        }
    }

    private static let script = """
        import email, json, os, socket, sys, threading
        from email import policy
        from aiosmtpd.controller import Controller
        directory, refusals = sys.argv[1], [int(sys.argv[2])]
        count = [0]
        class Handler:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith("ukjent@"):
                    return "550 5.1.1 nobody has that name"
                envelope.rcpt_tos.append(address)
                return "250 OK"
            async def handle_DATA(self, server, session, envelope):
                message = email.message_from_bytes(envelope.content, policy=policy.default)
                if refusals[0] > 0 and not str(message["Subject"]).startswith(("Bekreft", "Stadfest")):
                    refusals[0] -= 1
                    return "451 4.3.0 come again"
                parts = {part.get_content_type(): part.get_content() for part in message.iter_parts()}
                letter = {"to": envelope.rcpt_tos, "from": envelope.mail_from, "subject": message["Subject"], "id": message["Message-ID"],
                          "defects": [str(d) for p in message.walk() for d in p.defects], "text": parts.get("text/plain"),
                          "html": parts.get("text/html"), "stop": message["List-Unsubscribe"],
                          "stopPost": message["List-Unsubscribe-Post"]}
                count[0] += 1
                name = os.path.join(directory, f"{count[0]:04}")
                open(name + ".tmp", "w").write(json.dumps(letter))
                os.rename(name + ".tmp", name + ".json")
                return "250 OK"
        free = socket.socket()
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        controller = Controller(Handler(), hostname="127.0.0.1", port=port)
        controller.start()
        print(port, flush=True)
        # Ends also when the test that started it is gone.
        sys.stdin.read()
        controller.stop()
        """
}
