import Testing

/// The design's rules on the repository itself. That each rule can fail is shown in `RuleTests`.
struct ArchitectureTests {
    private let tree: SourceTree

    init() async throws { tree = try await SourceTree.repository }

    private func expectNone(_ rule: Rule) {
        for violation in rule(tree) { Issue.record("\(violation)") }
    }

    @Test func `there is something to judge`() {
        #expect(tree.swiftFiles.count > 100)
        #expect(tree.swiftFiles.contains { $0.module == "Domain" })
    }

    @Test func `no service imports another`() { expectNone(ModuleRules.servicesAreStrangers) }

    @Test func `shared modules know no service`() { expectNone(ModuleRules.sharedKnowsNoService) }

    @Test func `the domain imports nothing and asks neither clock nor dice`() { expectNone(ModuleRules.domainIsPure) }

    @Test func `each C library is seen by one module`() {
        expectNone(ModuleRules.eachCLibraryHasOneDoor)
        expectNone(ModuleRules.thePackageAgreesAboutCLibraries)
    }

    @Test func `no package from outside`() { expectNone(ModuleRules.nothingFromOutside) }

    @Test func `the top level has what the design names and nothing else`() { expectNone(PlaceRules.topLevel) }

    @Test func `SQL stands only under Store`() { expectNone(PlaceRules.sqlUnderStore) }

    @Test func `routes stand only under HTTP`() { expectNone(PlaceRules.routesUnderHTTP) }

    @Test func `no file is a drawer`() { expectNone(PlaceRules.noDrawerFiles) }

    @Test func `files are of a size to read`() { expectNone(SizeRules.files) }

    @Test func `executables are doors`() { expectNone(SizeRules.mains) }

    @Test func `functions fit on a screen`() { expectNone(SizeRules.functions) }

    @Test func `nothing is forced`() { expectNone(StyleRules.noForce) }

    @Test func `followers name every case`() { expectNone(StyleRules.followersNameEveryCase) }

    @Test func `exceptions from the checks say why`() { expectNone(StyleRules.exceptionsAreExplained) }

    @Test func `what is public is documented`() { expectNone(StyleRules.publicIsDocumented) }
}
