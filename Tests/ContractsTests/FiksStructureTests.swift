import Contracts
import Foundation
import FoundationXML
import OutsideJudges
import Testing

/// The description of the Fiks messages held against the official XSDs, element by element.
struct FiksStructureTests {
    @Test(.enabled(if: SharedData.has("fiks-arkiv-v1"), "\(SharedData.missing)"))
    func `the arkivmelding has the elements, order, number and types of its schema`() throws {
        let schema = try Schemas()
        try schema.compare(FiksArkivmelding.arkivmelding, with: "arkivmelding", in: .opprett)
        #expect(schema.compared.count > 40)
    }

    @Test(.enabled(if: SharedData.has("fiks-arkiv-v1"), "\(SharedData.missing)"))
    func `the receipts have the elements, order, number and types of their schemas`() throws {
        let schema = try Schemas()
        try schema.compare(FiksKvittering.arkivmeldingKvittering, with: "arkivmeldingKvittering", in: .kvittering)
        try schema.compare(FiksKvittering.feilmelding, with: "feilmeldingBase", in: .feilmelding)
        #expect(schema.compared.count > 8)
    }
}

/// The official schemas, read as far as the comparison needs.
private final class Schemas {
    private struct Element: Equatable {
        var name: String
        var cardinality: String
        var choice: Bool
        var namespace: FiksType.Namespace
    }

    private var types: [FiksType.Namespace: [String: XMLElement]] = [:]
    private(set) var compared: Set<String> = []

    init() throws {
        let files: [FiksType.Namespace: String] = [
            .opprett: "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett", .metadatakatalog: "metadatakatalog",
            .kvittering: "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett.kvittering", .feilmelding: "feilmeldingBase",
        ]
        for (namespace, file) in files {
            let document = try XMLDocument(data: SharedData.read("fiks-arkiv-v1/\(file).xsd"))
            let root = try #require(document.rootElement())
            for case let element as XMLElement in root.children ?? [] where element.plainName.hasSuffix("Type") {
                types[namespace, default: [:]][element.attribute("name")] = element
            }
        }
    }

    func compare(_ type: FiksType, with name: String, in namespace: FiksType.Namespace) throws {
        guard compared.insert("\(namespace) \(name)").inserted else { return }
        let definition = try #require(types[namespace]?[name], "no type \(name) in \(namespace)")
        let theirs = try elements(of: definition, in: namespace)
        #expect(
            type.elements.map {
                Element(name: $0.name, cardinality: "\($0.cardinality)", choice: $0.choice != nil, namespace: $0.namespace)
            }
                == theirs.map(\.0), "\(name)")
        for (element, (_, qualifiedName)) in zip(type.elements, theirs) {
            let parts = qualifiedName.split(separator: ":").map(String.init)
            let typeName = try #require(parts.last)
            let place: FiksType.Namespace =
                switch parts.count == 2 ? parts[0] : "" {
                case "n5mdk": .metadatakatalog
                case "feilmelding": .feilmelding
                default: namespace
                }
            if parts.first == "xs" {
                #expect(simple(element.content) == typeName, "\(name)/\(element.name)")
            } else {
                try compare(element.content, with: typeName, in: place, as: "\(name)/\(element.name)")
            }
        }
    }

    private func compare(_ content: FiksContent, with name: String, in namespace: FiksType.Namespace, as path: String) throws {
        switch content {
        case .type(let type): try compare(type, with: name, in: namespace)
        case .oneOf(let types):
            for type in types { try compare(type, with: type.name, in: namespace) }
            #expect(types.first?.name == name)
            let extending = self.types[namespace]?.values.filter { $0.base?.hasSuffix(name) == true }.compactMap { $0.attribute("name") }
            #expect(Set(types.dropFirst().map(\.name)) == Set(extending ?? []), "the kinds of \(name)")
        default:
            let definition = try #require(types[namespace]?[name], "no type \(name) in \(namespace)")
            #expect(try simple(content) == primitive(definition, in: namespace), "\(path)")
        }
    }

    private func simple(_ content: FiksContent) -> String {
        switch content {
        case .text: "text"
        case .string: "string"
        case .int, .naturalInt: "int"
        case .double: "double"
        case .boolean: "boolean"
        case .date: "date"
        case .dateTime: "dateTime"
        case .systemID: "ID"
        case .countryCode: "[A-Z]{2}"
        case .enumeration(let values): values.joined(separator: "|")
        case .free: "anyType"
        case .type, .oneOf: "complex"
        }
    }

    private func primitive(_ definition: XMLElement, in namespace: FiksType.Namespace) throws -> String {
        if definition.attribute("name") == "ID" { return "ID" }
        let restriction = try #require(definition.first("restriction") ?? definition.first("simpleContent")?.first("extension"))
        let base = restriction.attribute("base")
        let facets = restriction.all("enumeration").map { $0.attribute("value") } + restriction.all("pattern").map { $0.attribute("value") }
        if !facets.isEmpty { return facets.joined(separator: "|") }
        if base == "xs:string" { return restriction.first("minLength") == nil ? "string" : "text" }
        return base.hasPrefix("xs:") ? String(base.dropFirst(3)) : base
    }

    private func elements(of definition: XMLElement, in namespace: FiksType.Namespace) throws -> [(Element, String)] {
        var result: [(Element, String)] = []
        var sequence = definition.first("sequence")
        if let base = definition.base {
            let isOwn = !base.contains(":")
            let place: FiksType.Namespace = isOwn ? namespace : .metadatakatalog
            let name = String(base.split(separator: ":").last ?? "")
            result = try elements(of: try #require(types[place]?[name]), in: place)
            sequence = definition.first("complexContent")?.first("extension")?.first("sequence")
        }
        for case let part as XMLElement in sequence?.children ?? [] {
            let isChoice = part.plainName == "choice"
            for element in isChoice ? part.all("element") : [part] where element.plainName == "element" {
                let isMany = element.attribute("maxOccurs") == "unbounded"
                let isOptional = isChoice || element.attribute("minOccurs") == "0"
                result.append(
                    (
                        Element(
                            name: element.attribute("name"), cardinality: isMany ? "many" : isOptional ? "optional" : "one",
                            choice: isChoice, namespace: namespace),
                        element.attribute("type")
                    ))
            }
        }
        return result
    }
}

extension XMLElement {
    fileprivate var plainName: String { (name ?? "").split(separator: ":").last.map(String.init) ?? "" }
    fileprivate func attribute(_ name: String) -> String { (attributes ?? []).first { $0.name == name }?.stringValue ?? "" }
    fileprivate func all(_ name: String) -> [XMLElement] {
        (children ?? []).compactMap { $0 as? XMLElement }.filter { $0.plainName == name }
    }
    fileprivate func first(_ name: String) -> XMLElement? { all(name).first }
    fileprivate var base: String? { first("complexContent")?.first("extension")?.attribute("base") }
}
