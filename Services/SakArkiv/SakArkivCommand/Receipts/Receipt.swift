import Contracts
import Foundation

/// One receipt as registry sends it: a CloudEvent whose type says which kind.
struct Receipt: Sendable {
    /// The three kinds of answer.
    enum Kind: String, Sendable {
        /// Understood and taken in.
        case mottatt
        /// Done; has the numbers.
        case kvittering
        /// Refused, with every fault.
        case feilmelding
        /// Of a type this command does not know.
        case other
    }

    /// The CloudEvent.
    let event: JSONValue
    let kind: Kind
    /// What it carries, XML turned into the same members as JSON.
    let content: JSONValue

    init(_ event: JSONValue) {
        self.event = event
        let type = event["type"]?.text ?? ""
        if type.hasSuffix(".mottatt") {
            kind = .mottatt
        } else if type.hasSuffix(".kvittering") {
            kind = .kvittering
        } else {
            kind = type.contains(".feilmelding.") ? .feilmelding : .other
        }
        content = Self.content(event)
    }

    /// Nothing comes after it.
    var isFinal: Bool { kind == .kvittering || kind == .feilmelding }

    /// Is the answer no?
    var isRefusal: Bool { kind == .feilmelding || !failures.isEmpty }

    /// The id of the event it answers.
    var correlationID: String { event["correlationid"]?.text ?? "" }

    /// What a person wants to know: numbers, or every reason why not.
    var summary: [String] {
        switch kind {
        case .kvittering:
            let numbers = [mappe, registrering].compactMap { $0 }
            return [numbers.isEmpty ? "kvittering" : numbers.joined(separator: ", ")] + failures
        case .feilmelding:
            return ["feilmelding"] + faults
        case .mottatt: return ["mottatt"]
        case .other: return file ?? [event["type"]?.text ?? "?"]
        }
    }

    /// What documents tells of a file that did not come with the rest: it cannot be had, is late, or came after all.
    private var file: [String]? {
        guard let type = event["type"]?.text, type.hasPrefix("no.sakarkiv.documents.kvittering.fil.") else { return nil }
        let name = "fil «\(content["referanseDokumentfil"]?.text ?? "")»"
        guard type.contains(".feilet.") else { return ["\(name) er i arkivet"] }
        let state = content["erEndelig"]?.boolean == true ? "kan ikke hentes" : "er forsinket"
        return ["\(name) \(state)", content["melding"]?.text, content["kode"]?.text].compactMap { $0 }
    }

    /// `2026/17`, when it tells of a case.
    var saksnummer: String? {
        guard let year = root["mappeKvittering"]?["saksaar"]?.plain, let number = root["mappeKvittering"]?["sakssekvensnummer"]?.plain
        else {
            return nil
        }
        return "\(year)/\(number)"
    }

    private var mappe: String? {
        guard let mappe = root.given("mappeKvittering") else { return nil }
        return "sak \(saksnummer ?? mappe["mappeID"]?.plain ?? mappe["systemID"]?.plain ?? "")" + existing(mappe)
    }

    private var registrering: String? {
        guard let post = root.given("registreringKvittering") else { return nil }
        let numbers = [post["journalsekvensnummer"]?.plain, post["journalaar"]?.plain].compactMap { $0 }
        let number = numbers.count == 2 ? numbers.joined(separator: "/") : post["systemID"]?.plain ?? ""
        let name = numbers.count == 2 ? "journalpost" : "registrering"
        return "\(name) \(number)" + (post["journalpostnummer"]?.plain.map { ", dokument \($0) i saken" } ?? "") + existing(post)
    }

    private func existing(_ part: JSONValue) -> String { part["opprettetEllerEksisterende"]?.text == "Eksisterende" ? " (fantes)" : "" }

    /// Parts of a kvittering that failed: partial success is legal.
    private var failures: [String] {
        ["mappeFeilet", "registreringFeilet"].compactMap { root[$0]?["feilmelding"]?.text }
    }

    private var faults: [String] {
        let listed = (root["feil"]?.elements ?? []).map { fault in
            [fault["pointer"]?.text, fault["message"]?.text].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: "  ")
        }
        if !listed.isEmpty { return listed }
        return (root["feilmelding"]?.text ?? "").split(separator: "\n").map(String.init)
    }

    /// XML has one element around everything, JSON need not.
    private var root: JSONValue {
        if let members = content.members, members.count == 1, let only = members.first?.value, only.members != nil,
            members["mappeKvittering"] == nil, members["registreringKvittering"] == nil
        {
            return only
        }
        return content
    }

    private static func content(_ event: JSONValue) -> JSONValue {
        if let text = event["data_base64"]?.text, let bytes = Data(base64Encoded: text) { return XMLContent.read(bytes) ?? .null }
        if let text = event["data"]?.text { return XMLContent.read(Data(text.utf8)) ?? .string(text) }
        return event["data"] ?? .null
    }
}
