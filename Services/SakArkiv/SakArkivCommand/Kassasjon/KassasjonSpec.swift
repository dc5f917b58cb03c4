extension CommandSpec {
    /// `sakarkiv kassasjon`
    static let kassasjon = CommandSpec(
        name: "kassasjon", summary: "What becomes of what is in the archive: what is due, why, legal holds.",
        subcommands: [
            CommandSpec(
                name: "forfalt", summary: "List what is due by a day, by date.",
                discussion: """
                    Everything whose kassasjonsdato is not later: «K» is to be destroyed, «G» to be looked at again. Pages are
                    fetched while they are shown, so a long list is no problem. With --csv: the list as the service writes it.
                    """,
                options: [
                    .value("innen", "YYYY-MM-DD", "up to and including this day"), .value("fra", "YYYY-MM-DD", "from this day on"),
                    .value("type", "KIND", "mappe, registrering or dokumentbeskrivelse"),
                    .value("klasse", "SYSTEMID", "filed in this class or below it"),
                    .value("kassasjonsvedtak", "CODE", "with this decision only (K, G, …)"), .flag("csv", "comma-separated values"),
                    .kommune,
                ],
                examples: [
                    "sakarkiv kassasjon forfalt --innen 2036-12-31 --kommune 970540008",
                    "sakarkiv kassasjon forfalt --innen 2036-12-31 --csv > forfalt.csv",
                ],
                action: { try await ForfaltCommand($0, $1).run() }),
            CommandSpec(
                name: "hvorfor", summary: "Say which date an object has, and why.",
                discussion: """
                    Of a mappe, registrering or document; of a class or arkivdel: what is inherited from it. Every decision on the
                    way is shown, strongest first, with who made it and what it does.
                    """,
                options: [.kommune], positional: .one("SYSTEMID", "the object"),
                examples: ["sakarkiv kassasjon hvorfor 5f1c2a52-8f0e-4d0a-9a3c-0d6f6b1c1a01 --kommune 970540008"],
                action: { try await HvorforCommand($0, $1).run() }),
            CommandSpec(
                name: "sperrer", summary: "List the legal holds, lifted ones too.",
                options: [.flag("staar", "only those that stand"), .kommune],
                action: { try await SperreCommand($0, $1).list() }),
            CommandSpec(
                name: "sperr", summary: "Set a legal hold: on a mappe, a class or a party.",
                discussion: "On one of --mappe, --klasse, --part-navn, --part-id, --person-id and --organisasjons-id; as arkivar.",
                options: [
                    .value("mappe", "SYSTEMID", "a case or another mappe, with everything in it"),
                    .value("klasse", "SYSTEMID", "a class, with everything below it"),
                    .value("part-navn", "NAME", "a party by name: every mappe where it occurs, also later ones"),
                    .value("part-id", "ID", "a party by the sender's own name for it"), .value("person-id", "NUMBER", "a person"),
                    .value("organisasjons-id", "NUMBER", "an organisation"), .value("begrunnelse", "TEXT", "why"), .kommune,
                ],
                examples: ["sakarkiv kassasjon sperr --part-navn 'Firma AS' --begrunnelse 'Tilsyn 2026/7' --kommune 970540008"],
                action: { try await SperreCommand($0, $1).set() }),
            CommandSpec(
                name: "opphev", summary: "Lift a legal hold; it stays in the history.",
                options: [.value("begrunnelse", "TEXT", "why"), .kommune], positional: .one("SYSTEMID", "the hold"),
                action: { try await SperreCommand($0, $1).lift() }),
        ])
}

extension OptionSpec {
    /// `--kommune`, where the token does not decide it.
    fileprivate static let kommune = OptionSpec.value(
        "kommune", short: "k", "ORGNR", "the municipality; needed unless the token is for one")
}
