public import SluiceMarket

/// What `manifest.json` says of a run; the folders say which models there are, so nothing here is needed.
///
/// `target_index` has for each target either what was trained, `{"status": "complete", "families_trained": [...]}`, or
/// a list of its files; both are taken.
public struct RunManifest: Hashable, Sendable {
    /// The name of the run.
    public private(set) var id: String?
    /// When the run was made.
    public private(set) var made: Timestamp?
    /// The commit of the program that trained.
    public private(set) var commit: String?
    /// The targets that the manifest names.
    public private(set) var targets: [String: Target] = [:]

    /// What the manifest says of a target.
    public struct Target: Hashable, Sendable {
        /// How far the training came, such as `complete`.
        public var status: String?
        /// The families that were trained.
        public var families: [String] = []
    }

    /// Reads the bytes of the file; what has another type than it should is left out.
    /// - Throws: `ModelError` when it is no JSON object.
    public init(_ bytes: UnsafeBufferPointer<UInt8>) throws(ModelError) {
        let file = try JSONModelReader.read(bytes)
        guard case .object = file.value else { throw file.fault("the manifest is no JSON object") }
        id = file.text("run_id")
        commit = file.text("git_sha")
        made = file.text("timestamp").flatMap { RunMoment.read($0) }
        guard case .object(let index)? = file[optional: "target_index"]?.value else { return }
        for (name, value) in index { targets[name] = Self.target(StructuredNode(value)) }
    }

    private static func target(_ node: StructuredNode) -> Target {
        var target = Target()
        target.status = node.text("status")
        if let families = node[optional: "families_trained"] {
            target.families = families.texts
        } else {
            let files = node[optional: "files"]?.texts ?? node.texts
            // A file of a family stands in its folder.
            let families = files.flatMap { $0.split(separator: "/") }.filter { $0.hasPrefix("family=") }
            target.families = Set(families.map { String($0.dropFirst(7)) }).sorted()
        }
        return target
    }
}

/// Where `routing_decision.json` sends a target, as a program that chose between views left it.
public struct RoutingDecision: Hashable, Sendable {
    /// The view that was chosen, such as `CROSS_SECTIONAL` or `BOTH`.
    public let route: String?
    /// Why.
    public let reason: String?
    /// The family that was chosen; nil for all.
    public let family: String?

    /// Reads the bytes of the file: the decision itself, or decisions by target.
    /// - Throws: `ModelError` when it is no JSON object; nil when it says nothing of the target.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, target: String) throws(ModelError) {
        let file = try JSONModelReader.read(bytes)
        guard case .object = file.value else { throw file.fault("the decision is no JSON object") }
        let node = file[optional: target] ?? file
        (route, reason) = (node.text("route"), node.text("reason"))
        family = node.text("selected_family")
        if route == nil, family == nil { return nil }
    }
}

extension StructuredNode {
    /// A member that is text; nil for anything else.
    func text(_ key: String) -> String? {
        guard case .text(let text)? = self[optional: key]?.value else { return nil }
        return text
    }

    /// The texts of a list; what is no text is left out.
    fileprivate var texts: [String] {
        guard case .list(let values) = value else { return [] }
        return values.compactMap { value in
            guard case .text(let text) = value else { return nil }
            return text
        }
    }
}
