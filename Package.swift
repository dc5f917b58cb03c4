// swift-tools-version: 6.2
import PackageDescription

// The whole product: four services and one command over shared modules. The folders are the design (README, "Map").
// No package from outside: the toolchain and Debian's libraries are all there is; each one's reason stands beside it.

/// The same strictness for every target.
let strict: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

/// A C library of Debian's, seen by exactly one Swift module.
func system(_ name: String, pkgConfig: String, debian: String) -> Target {
    .systemLibrary(name: name, path: "Shared/System/\(name)", pkgConfig: pkgConfig, providers: [.apt([debian])])
}

/// A module every service may use.
func shared(_ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = [], notes: [String] = []) -> Target {
    .target(name: name, dependencies: dependencies, path: "Shared/\(name)", exclude: notes, resources: resources, swiftSettings: strict)
}

/// One service: a library with everything in it, and an executable of a few lines that starts it.
func service(_ name: String, executable: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> [Target] {
    [
        .target(
            name: "\(name)Service", dependencies: serviceModules + dependencies, path: "Services/\(name)/\(name)Service",
            resources: resources, swiftSettings: strict),
        .executableTarget(
            name: executable, dependencies: ["ServiceKit", .target(name: "\(name)Service")],
            path: "Services/\(name)/\(executable)", swiftSettings: strict),
    ]
}

/// A test bundle; it mirrors the module it is named after.
func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, path: "Tests/\(name)", resources: resources, swiftSettings: strict)
}

/// Code that several test bundles use.
func testSupport(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, path: "Tests/\(name)", swiftSettings: strict)
}

/// What each of the four services stands on.
let serviceModules: [Target.Dependency] = [
    "Domain", "Contracts", "CommitLog", "Kafka", "ShardRuntime", "SQLite", "HTTPServer", "Observability", "ServiceKit",
]

let package = Package(
    name: "sak-arkiv",
    products: [
        .executable(name: "registry", targets: ["registry"]),
        .executable(name: "documents", targets: ["documents"]),
        .executable(name: "retention", targets: ["retention"]),
        .executable(name: "notifications", targets: ["notifications"]),
        .executable(name: "sakarkiv", targets: ["sakarkiv"]),
    ],
    targets: [
        // The log is Kafka; librdkafka is the client every other client wraps.
        system("CRdKafka", pkgConfig: "rdkafka", debian: "librdkafka-dev"),
        // Every store is an SQLite file.
        system("CSQLite", pkgConfig: "sqlite3", debian: "libsqlite3-dev"),
        // Outgoing HTTP(S), SMTP and SFTP; one library for all three.
        system("CCurl", pkgConfig: "libcurl", debian: "libcurl4-openssl-dev"),
        // The kernel's epoll and sendfile, which the HTTP server stands on; headers of the C library, no library of its own.
        .systemLibrary(name: "CEpoll", path: "Shared/System/CEpoll"),
        // Digests, HMAC, signatures; libcurl brings it anyway.
        system("COpenSSL", pkgConfig: "libcrypto", debian: "libssl-dev"),
        // Streaming XML in, with exact control of DTD, entities and depth.
        system("CLibXML2", pkgConfig: "libxml-2.0", debian: "libxml2-dev"),
        // Zip containers in (ASiC-E), deposit packages out.
        system("CLibArchive", pkgConfig: "libarchive", debian: "libarchive-dev"),

        shared("Domain"),
        shared(
            "Contracts", ["Domain"],
            resources: [
                .copy("Schemas"), .copy("Examples"), .copy("OpenAPI"), .copy("asyncapi.yaml"), .copy("CATALOG.md"), .copy("ACCESS.md"),
            ]),
        shared("Crypto", ["COpenSSL"]),
        shared("XML", ["CLibXML2"]),
        shared("Archive", ["CLibArchive"]),
        shared("SQLite", ["CSQLite"]),
        shared("Transfer", ["CCurl", "XML"]),
        shared("HTTPServer", ["CEpoll"]),
        shared("Observability", ["Domain"]),
        shared("CommitLog", ["Domain", "Contracts", "Crypto", "SQLite"], notes: ["Local/DESIGN.md"]),
        shared("Kafka", ["CommitLog", "CRdKafka"]),
        shared("ShardRuntime", ["Domain", "Contracts", "CommitLog", "Crypto", "SQLite", "Observability"]),
        shared(
            "ServiceKit",
            ["Domain", "Contracts", "CommitLog", "Kafka", "ShardRuntime", "HTTPServer", "Transfer", "Crypto", "Observability"]),
    ]
        + service("Registry", executable: "registry", ["XML", "Crypto", "Archive"])
        + service("Documents", executable: "documents", ["Crypto", "Archive", "Transfer"])
        + service("Retention", executable: "retention")
        + service("Notifications", executable: "notifications", ["Crypto", "Transfer"], resources: [.copy("Page/Site")])
        + [
            .target(
                name: "SakArkivCommand", dependencies: ["Domain", "Contracts", "Crypto", "Observability", "Transfer", "XML"],
                path: "Services/SakArkiv/SakArkivCommand", resources: [.copy("Demo/Messages")], swiftSettings: strict),
            .executableTarget(
                name: "sakarkiv", dependencies: ["SakArkivCommand"], path: "Services/SakArkiv/sakarkiv", swiftSettings: strict),
        ]
        + [
            testSupport("Waiting", []),
            testSupport("LogConformance", ["CommitLog"]),
            testSupport("DomainTestSupport", ["Domain"]),
            testSupport(
                "ServiceTestSupport",
                ["CommitLog", "Contracts", "Crypto", "Domain", "Observability", "ServiceKit", "ShardRuntime", "Transfer", "Waiting"]),
            tests("DomainTests", ["Domain", "DomainTestSupport"]),
            testSupport("OutsideJudges", ["Contracts", "Waiting"]),
            testSupport("GeneratedFiles", []),
            tests("ContractsTests", ["Contracts", "GeneratedFiles", "OutsideJudges"]),
            tests("CryptoTests", ["Crypto"]),
            tests("XMLTests", ["XML"]),
            testSupport("ArchiveTestSupport", []),
            tests("ArchiveTests", ["Archive", "ArchiveTestSupport", "OutsideJudges"]),
            tests("SQLiteTests", ["SQLite"]),
            tests("TransferTests", ["Transfer", "HTTPServer", "Waiting"]),
            tests("HTTPServerTests", ["HTTPServer", "Transfer", "Waiting"]),
            tests("ObservabilityTests", ["Observability", "Domain", "Waiting"]),
            .executableTarget(name: "LogWriterProbe", dependencies: ["CommitLog"], path: "Tests/LogWriterProbe", swiftSettings: strict),
            // A disk whose plug can be pulled: SQLite's file system is an interface in C. Linked with whoever uses SQLite.
            .target(name: "PowerLossDisk", path: "Tests/PowerLossDisk"),
            tests("CommitLogTests", ["CommitLog", "LogConformance", "SQLite", "LogWriterProbe", "PowerLossDisk", "Waiting"]),
            tests(
                "KafkaTests",
                [
                    "Kafka", "CommitLog", "LogConformance", "Waiting", "Contracts", "RegistryService", "ServiceKit", "ServiceTestSupport",
                ]),
            tests("ShardRuntimeTests", ["ShardRuntime", "CommitLog", "DomainTestSupport", "SQLite", "Waiting"]),
            tests(
                "ServiceKitTests",
                [
                    "ServiceKit", "HTTPServer", "Transfer", "Observability", "Domain", "Contracts", "Crypto", "ShardRuntime", "CommitLog",
                    "Kafka",
                ]),
            tests(
                "RegistryServiceTests",
                ["RegistryService", "ServiceTestSupport", "OutsideJudges", "DomainTestSupport", "Transfer", "SQLite"]),
            tests(
                "RetentionServiceTests",
                ["RetentionService", "ServiceTestSupport", "OutsideJudges", "DomainTestSupport", "Transfer", "SQLite"]),
            tests(
                "DocumentsServiceTests",
                [
                    "DocumentsService", "documents", "ServiceTestSupport", "ArchiveTestSupport", "OutsideJudges", "DomainTestSupport",
                    "Transfer", "SQLite", "Waiting",
                ]),
            tests(
                "NotificationsServiceTests",
                [
                    "NotificationsService", "notifications", "ServiceTestSupport", "OutsideJudges", "DomainTestSupport", "Transfer",
                    "SQLite", "Crypto", "Waiting",
                ],
                resources: [.copy("Page/Browser")]),
            // All services together: what the rule hides is in none of their answers.
            tests(
                "TilgangTests",
                [
                    "RegistryService", "DocumentsService", "RetentionService", "NotificationsService", "DomainTestSupport", "SQLite",
                    "ShardRuntime", "ServiceKit", "ServiceTestSupport", "GeneratedFiles", "CommitLog", "Contracts", "Crypto", "Domain",
                ]),
            tests("SakArkivCommandTests", ["SakArkivCommand", "Crypto", "HTTPServer", "Observability"]),
            tests("ArchitectureTests", ["Waiting"]),
            .executableTarget(
                name: "benchmarks",
                dependencies: [
                    "CommitLog", "Contracts", "Crypto", "Domain", "Kafka", "ShardRuntime", "SQLite", "Transfer", "HTTPServer",
                    "ServiceTestSupport",
                ],
                path: "Tests/Benchmarks",
                swiftSettings: strict),
            tests("BenchmarksTests", ["benchmarks", "registry", "notifications", "documents", "retention", "Waiting"]),
        ]
)
