import Contracts

/// Makes the JSON Schemas of the Fiks messages from the one description of their shape.
struct FiksSchemaGenerator {
    private var definitions: [String: JSONValue] = [:]

    /// Every generated schema by its file name.
    static var files: [String: JSONValue] {
        let opprett = "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett"
        var files = [
            opprett: arkivmelding, opprett + ".kvittering": kvittering,
            opprett + ".mottatt": head(
                opprett + ".mottatt", "The archive has understood the message and taken it in. The event has no data.", ["not": [:]]),
        ]
        for (kind, meaning) in [
            ("ugyldigforespoersel", "Something is wrong with the request."), ("ikkefunnet", "What the request points at does not exist."),
            ("serverfeil", "The fault is the archive's; the same request may succeed later."),
        ] {
            files["no.ks.fiks.arkiv.v1.feilmelding.\(kind)"] = feilmelding(kind, meaning)
        }
        return files
    }

    private static func head(_ name: String, _ description: String, _ members: [String: JSONValue]) -> JSONValue {
        let head: [String: JSONValue] = [
            "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": .string("urn:sakarkiv:schema:\(name)"),
            "title": .string(name),
            "description": .string(description),
        ]
        return .object(head.merging(members) { first, _ in first })
    }

    private static var arkivmelding: JSONValue {
        var generator = FiksSchemaGenerator()
        let plain = generator.object(FiksArkivmelding.arkivmelding)
        generator.definitions["arkivmelding"] = plain
        var withFiles = plain.members ?? [:]
        var properties = withFiles["properties"]?.members ?? [:]
        properties["filer"] = ["$ref": "#/$defs/filer"]
        withFiles["properties"] = .object(properties)
        generator.definitions["arkivmeldingMedFiler"] = .object(withFiles)
        generator.definitions["filer"] = [
            "type": "array",
            "description": "Files that referanseDokumentfil names, each at least once; as many as antallFiler says, names unique.",
            "items": [
                "type": "object", "required": ["navn", "data_base64"], "additionalProperties": false,
                "properties": [
                    "navn": ["type": "string", "pattern": #"\S"#, "maxLength": 255],
                    "data_base64": ["type": "string", "contentEncoding": "base64", "pattern": "^[A-Za-z0-9+/]*={0,2}$"],
                ],
            ],
        ]
        return head(
            "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett",
            "An arkivmelding as JSON: Fiks Arkiv V1's elements by the same names; what may stand more than once is an array. Either the message "
                + "itself, or an object with it in «arkivmelding»; files may stand beside it in «filer».",
            [
                "if": ["type": "object", "required": ["arkivmelding"]],
                "then": [
                    "type": "object", "additionalProperties": false,
                    "properties": ["arkivmelding": ["$ref": "#/$defs/arkivmelding"], "filer": ["$ref": "#/$defs/filer"]],
                ],
                "else": ["$ref": "#/$defs/arkivmeldingMedFiler"],
                "$defs": .object(generator.definitions),
            ])
    }

    private static var kvittering: JSONValue {
        var generator = FiksSchemaGenerator()
        var content = generator.object(FiksKvittering.arkivmeldingKvittering).members ?? [:]
        content["$defs"] = .object(generator.definitions)
        return head(
            "no.ks.fiks.arkiv.v1.arkivering.arkivmelding.opprett.kvittering",
            "The message is in the archive: what the objects are called there.", content)
    }

    private static func feilmelding(_ kind: String, _ meaning: String) -> JSONValue {
        var generator = FiksSchemaGenerator()
        var content = generator.object(FiksKvittering.feilmelding).members ?? [:]
        var properties = content["properties"]?.members ?? [:]
        properties["feil"] = [
            "type": "array", "minItems": 1, "description": "Every fault found.",
            "items": [
                "type": "object", "required": ["pointer", "code", "message"], "additionalProperties": false,
                "properties": [
                    "pointer": [
                        "type": "string",
                        "description": "Where: a JSON Pointer into the event as it was sent; empty where the fault has no place in it.",
                    ],
                    "code": ["type": "string", "pattern": "^[a-z0-9_]+$", "description": "What kind of fault; stable."],
                    "message": ["type": "string", "description": "What is wrong and what would be right."],
                ],
            ],
        ]
        properties["melding"] = [
            "type": "object", "required": ["topic", "partition", "offset"], "additionalProperties": false,
            "description": "Where the message stands in the log, whatever else could be read of it.",
            "properties": [
                "topic": ["type": "string"], "partition": ["type": "integer", "minimum": 0], "offset": ["type": "integer", "minimum": 0],
            ],
        ]
        content["properties"] = .object(properties)
        content["required"] = ["feilId", "feilmelding", "feil"]
        return head("no.ks.fiks.arkiv.v1.feilmelding.\(kind)", meaning, content)
    }

    private mutating func object(_ type: FiksType, kinds: [FiksType] = []) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        var required: [JSONValue] = []
        if let first = kinds.first {
            properties["type"] = ["const": .string(type.name)]
            if first.name != type.name { required.append("type") }
        }
        var choices: [Int: [String]] = [:]
        for element in type.elements {
            let isRequired = if case .one = element.cardinality { true } else { false }
            let content = schema(element.content, isRequired: isRequired)
            if case .many = element.cardinality {
                properties[element.name] = ["type": "array", "items": content]
            } else {
                properties[element.name] = content
            }
            if isRequired { required.append(.string(element.name)) }
            if let choice = element.choice { choices[choice, default: []].append(element.name) }
        }
        var result: [String: JSONValue] = [
            "type": "object", "properties": .object(properties), "additionalProperties": false,
        ]
        if !required.isEmpty { result["required"] = .array(required) }
        let exclusions = choices.sorted { $0.key < $1.key }.flatMap { Self.pairs($0.value) }
        if !exclusions.isEmpty { result["allOf"] = .array(exclusions.map { ["not": ["required": [.string($0.0), .string($0.1)]]] }) }
        return .object(result)
    }

    private static func pairs(_ names: [String]) -> [(String, String)] {
        names.indices.flatMap { first in names[(first + 1)...].map { (names[first], $0) } }
    }

    private mutating func reference(_ type: FiksType, kinds: [FiksType] = []) -> JSONValue {
        if definitions[type.name] == nil {
            definitions[type.name] = true  // holds the place, should a type ever hold itself
            definitions[type.name] = object(type, kinds: kinds)
        }
        return ["$ref": .string("#/$defs/\(type.name)")]
    }

    private mutating func schema(_ content: FiksContent, isRequired: Bool) -> JSONValue {
        switch content {
        case .text: return ["type": "string", "pattern": #"\S"#]
        case .string: return isRequired ? ["type": "string", "pattern": #"\S"#] : ["type": "string"]
        case .int: return ["type": "integer", "minimum": -2_147_483_648, "maximum": 2_147_483_647]
        case .naturalInt: return ["type": "integer", "minimum": 0, "maximum": 2_147_483_647]
        case .double: return ["type": "number"]
        case .boolean: return ["type": "boolean"]
        case .date: return ["type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"]
        case .dateTime:
            return [
                "type": "string",
                "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?$",
            ]
        case .systemID:
            return ["type": "string", "pattern": "^[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}$"]
        case .countryCode: return ["type": "string", "pattern": "^[A-Z]{2}$"]
        case .enumeration(let values): return ["enum": .array(values.map { .string($0) })]
        case .type(let type): return reference(type)
        case .oneOf(let types): return ["oneOf": .array(types.map { reference($0, kinds: types) })]
        case .free: return true
        }
    }
}
