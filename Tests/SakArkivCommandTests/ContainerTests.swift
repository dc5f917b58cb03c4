import Contracts
import Foundation
import Testing

@testable import SakArkivCommand

struct ContainerTests {
    @Test func `the checksum is the one that zip wants`() {
        #expect(Container.checksum(Data("123456789".utf8)) == 0xCBF4_3926)
        #expect(Container.checksum(Data()) == 0)
    }

    @Test func `another program unpacks what was packed`() async throws {
        let directory = try TemporaryDirectory()
        let packed = try Container.pack(message: Data("<a/>".utf8), files: [("søknad.pdf", Data("%PDF".utf8)), ("tom.txt", Data())])
        try packed.write(to: URL(filePath: directory.path("melding.asice")))
        let script =
            "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; "
            + "print([(i.filename, z.read(i).decode()) for i in z.infolist()])"
        let process = try ServiceProcess.start(
            ServiceLaunch(
                service: .registry, number: 1, port: 1, executable: "/usr/bin/env",
                arguments: ["python3", "-c", script, directory.path("melding.asice")],
                environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8"],
                logFile: directory.path("log")))
        #expect(await process.exitStatus() == 0)
        let expected = "[('mimetype', '\(Container.contentType)'), ('arkivmelding.xml', '<a/>'), ('søknad.pdf', '%PDF'), ('tom.txt', '')]\n"
        #expect(directory.read("log") == expected)
    }

    @Test func `a message goes with its files as one container, and the same files give the same id`() async throws {
        let directory = try TemporaryDirectory()
        let message = try directory.write("sak.xml", "<arkivmelding/>")
        try directory.write("filer/a.pdf", "A")
        let extra = try directory.write("b.pdf", "B")
        let services = ScriptedServices()
        services.answer("POST /cloudevents", status: 202, [:])
        let arguments = ["publish", message, "--attach", directory.path("filer"), "--attach", extra, "--kommune", "970540008"]
        for _ in 1...2 { #expect(try await CommandRun.of(arguments, services, directory: directory).code == .ok) }
        let events = try services.requests.map { try JSONValue.parse($0.body) }
        #expect(events[0]["datacontenttype"]?.text == Container.contentType)
        #expect(events[0]["id"] == events[1]["id"])
        let bytes = try #require(events[0]["data_base64"]?.text.flatMap { Data(base64Encoded: $0) })
        for name in ["arkivmelding.xml", "a.pdf", "b.pdf"] { #expect(bytes.range(of: Data(name.utf8)) != nil) }
    }

    @Test func `two files of one name, or something to attach to JSON, are refused`() async throws {
        let directory = try TemporaryDirectory()
        try directory.write("x/a.pdf", "1")
        try directory.write("y/a.pdf", "2")
        let attach = ["--attach", directory.path("x/a.pdf"), "--attach", directory.path("y/a.pdf"), "--kommune", "970540008"]
        #expect(try await CommandRun.of(["publish", "-"] + attach, input: "<a/>").code == .data)
        #expect(try await CommandRun.of(["publish", "-"] + attach, input: "{}").code == .usage)
    }
}
