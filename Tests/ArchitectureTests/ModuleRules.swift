/// Who may know whom.
enum ModuleRules {
    /// A service never imports another.
    static let servicesAreStrangers: Rule = { tree in
        let modules = Dictionary(grouping: tree.files.compactMap { file in file.service.map { ($0, file.module) } }, by: \.0)
            .mapValues { Set($0.compactMap(\.1)) }
        return tree.swiftFiles.flatMap { file -> [Violation] in
            guard let service = file.service else { return [] }
            let foreign = modules.filter { $0.key != service }.reduce(into: Set<String>()) { $0.formUnion($1.value) }
            return file.imports.filter(foreign.contains).map { Violation(file, "imports \($0), which is another service's") }
        }
    }

    /// Shared modules know no service.
    static let sharedKnowsNoService: Rule = { tree in
        let ofServices = Set(tree.files.compactMap { $0.service == nil ? nil : $0.module })
        return tree.swiftFiles.filter { $0.components.first == "Shared" }.flatMap { file in
            file.imports.filter(ofServices.contains).map { Violation(file, "imports \($0), which is a service's") }
        }
    }

    /// The domain is pure: nothing but the standard library, and of that neither clock nor randomness nor output.
    static let domainIsPure: Rule = { tree in
        tree.swiftFiles.filter { $0.module == "Domain" && !$0.isTest }.flatMap { file -> [Violation] in
            let imported = file.imports.filter { $0 != "Swift" }.map { Violation(file, "the domain imports \($0)") }
            let impure = ["ContinuousClock", "SuspendingClock", "SystemRandomNumberGenerator", ".random(", "print(", "Task.sleep"]
            return imported
                + file.swift.code.enumerated().flatMap { number, line in
                    impure.filter(line.contains).map { Violation(file, line: number, "the domain uses \($0)") }
                }
        }
    }

    /// Each C library is seen by exactly one Swift module.
    static let eachCLibraryHasOneDoor: Rule = { tree in
        let libraries = Set(
            tree.files.filter { $0.components.starts(with: ["Shared", "System"]) && $0.components.count > 3 }.map { $0.components[2] })
        return libraries.sorted().flatMap { library -> [Violation] in
            let importers = Set(tree.swiftFiles.filter { $0.imports.contains(library) }.compactMap(\.module)).sorted()
            guard importers.count != 1 else { return [] }
            let who = importers.isEmpty ? "nobody" : importers.joined(separator: ", ")
            return [Violation(path: "Shared/System/\(library)", "must be imported by one module, is by \(who)")]
        }
    }

    /// And the package says the same: it is a dependency of one target.
    static let thePackageAgreesAboutCLibraries: Rule = { tree in
        guard let package = tree.file("Package.swift") else { return [] }
        let literals = package.swift.literals.map(\.text)
        let libraries = Set(
            tree.files.filter { $0.components.starts(with: ["Shared", "System"]) && $0.components.count > 3 }.map { $0.components[2] })
        // Once where it is declared, once where it is used.
        return libraries.sorted().filter { library in literals.filter { $0 == library }.count != 2 }.map { library in
            Violation(package, "\(library) must be declared once and used by one target")
        }
    }

    /// No package from outside.
    static let nothingFromOutside: Rule = { tree in
        guard let package = tree.file("Package.swift") else { return [] }
        return package.swift.code.enumerated().filter { $0.element.contains(".package(") }.map {
            Violation(package, line: $0.offset, "a dependency from outside")
        }
    }
}
