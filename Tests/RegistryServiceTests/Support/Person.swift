import Crypto
import Foundation
import ServiceKit
import Testing

/// Somebody a token of the running registry stands for.
struct Person {
    let name: String
    let role: String
    /// The numbers of the municipalities they act for; nil: all.
    var kommuner: [String]?
    /// Further members of the token, as they stand in the file, each after a comma.
    var more = ""

    init(_ name: String, _ role: String, kommuner: [String]? = nil, _ more: String = "") {
        (self.name, self.role, self.kommuner, self.more) = (name, role, kommuner, more)
    }

    fileprivate var token: String { "token-of-\(name)-which-is-long-enough" }

    fileprivate var json: String {
        let kommuner = kommuner.map { "[\($0.map { "\"\($0)\"" }.joined(separator: ", "))]" } ?? "\"alle\""
        return #"{"identity": "\#(name)", "role": "\#(role)", "sha256": "\#(SHA256.hex(token))", "kommuner": \#(kommuner)\#(more)}"#
    }
}

extension RunningRegistry {
    /// Runs a registry that these people have tokens of, with Hamar set up; the partners send for Hamar and Løten.
    static func run(
        with people: [Person], partnere: [String] = ["byggsak"], _ body: (RunningRegistry) async throws -> Void
    ) async throws {
        let folder = try DataFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/tokens", withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        for one in people { try folder.write("tokens/\(one.name)", one.token) }
        try folder.write("tokens.json", #"{"tokens": [\#(people.map(\.json).joined(separator: ","))]}"#)
        let partners = partnere.map { #"{"navn": "\#($0)", "kommuner": ["\#(hamar)", "\#(loeten)"], "kilder": ["/no/"]}"# }
        try folder.write("partners.json", #"{"partnere": [\#(partners.joined(separator: ","))]}"#)
        try await run(in: folder, settings: ["SAKARKIV_TOKENS_FILE": folder.path + "/tokens.json"], body)
    }

    /// Runs a registry with Hamar set up, and stops it whatever happens.
    static func run(
        in folder: DataFolder, settings: [String: String] = [:], _ body: (RunningRegistry) async throws -> Void
    ) async throws {
        let registry = try await start(in: folder, settings)
        do {
            try await registry.setUp()
            try await body(registry)
        } catch {
            await registry.stop()
            throw error
        }
        #expect(await registry.stop() == .ok)
    }
}
