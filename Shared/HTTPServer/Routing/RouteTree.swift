/// The routes as a tree of segments. At each segment a literal is tried before a parameter; what leads nowhere is tried the other way.
struct RouteTree: Sendable {
    /// One route as it was registered.
    struct Route: Sendable {
        let method: HTTPMethod
        let pattern: RoutePattern
        let maximumBodyBytes: Int64?
        let action: Action

        enum Action: Sendable {
            case whole(HTTPHandler)
            case streaming(HTTPStreamingHandler)
        }

        /// What the parameters matched in a path that this route's pattern matches.
        func parameters(in segments: [String]) -> [String: String] {
            var parameters: [String: String] = [:]
            for (segment, value) in zip(pattern.segments, segments) {
                if case .parameter(let name) = segment { parameters[name] = value }
            }
            return parameters
        }
    }

    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        var parameter: Int?
        var routes: [Route] = []
    }

    /// Nodes refer to each other by index; the root is the first.
    private var nodes = [Node()]

    /// Every route in the order of registration.
    private(set) var routes: [Route] = []

    mutating func insert(_ route: Route) {
        var current = 0
        for segment in route.pattern.segments {
            switch segment {
            case .literal(let text): current = nodes[current].literals[text] ?? append { $0.nodes[current].literals[text] = $1 }
            case .parameter: current = nodes[current].parameter ?? append { $0.nodes[current].parameter = $1 }
            }
        }
        precondition(
            !nodes[current].routes.contains { $0.method == route.method },
            "two routes for \(route.method) \(route.pattern.text)")
        nodes[current].routes.append(route)
        routes.append(route)
    }

    /// The best route for the path with one of these methods, the earlier method first; and every method that the path allows.
    func find(_ segments: [String], methods: [HTTPMethod]) -> (route: Route?, allowed: [HTTPMethod]) {
        var candidates: [Int] = []
        collect(segments[...], at: 0, into: &candidates)
        for candidate in candidates {
            for method in methods {
                if let route = nodes[candidate].routes.first(where: { $0.method == method }) { return (route, []) }
            }
        }
        var allowed: [HTTPMethod] = []
        for method in candidates.flatMap({ nodes[$0].routes.map(\.method) }) where !allowed.contains(method) { allowed.append(method) }
        return (nil, allowed)
    }

    /// The nodes with routes that the segments lead to, best first.
    private func collect(_ segments: ArraySlice<String>, at node: Int, into found: inout [Int]) {
        guard let segment = segments.first else {
            if !nodes[node].routes.isEmpty { found.append(node) }
            return
        }
        if let literal = nodes[node].literals[segment] { collect(segments.dropFirst(), at: literal, into: &found) }
        if let parameter = nodes[node].parameter, !segment.isEmpty { collect(segments.dropFirst(), at: parameter, into: &found) }
    }

    private mutating func append(_ connect: (inout RouteTree, Int) -> Void) -> Int {
        nodes.append(Node())
        connect(&self, nodes.count - 1)
        return nodes.count - 1
    }
}
