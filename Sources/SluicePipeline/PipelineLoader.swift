public import SluiceDocument
public import SluiceKit

/// Reads a pipeline file and everything it names, checks it, and plans it.
///
/// Nothing but files is read: no network, no secret, no data. Everything that is wrong is said at once.
public struct PipelineLoader: Sendable {
    /// The plugins that a file may name.
    public let registry: Registry
    private let read: FileReader

    /// Creates a loader.
    public init(registry: Registry, read: @escaping FileReader) {
        (self.registry, self.read) = (registry, read)
    }

    /// What came of reading a file.
    public struct Result: Sendable {
        /// The plan; nil when a diagnostic is an error or a value is known only when the pipeline runs.
        public let plan: Plan?
        /// What is to be said of the file, sorted by place.
        public let diagnostics: [Diagnostic]
        /// The files that the diagnostics point into.
        public let files: SourceFiles
        /// The tree in force: includes, profile and overrides applied, references replaced; nil when it is no YAML.
        public let effective: Node?
        /// The names of the file's profiles.
        public let profiles: [String]
    }

    /// Reads, checks and plans a file.
    public func load(_ path: String, _ options: PipelineOptions = PipelineOptions()) -> Result {
        var merger = IncludeMerger(read: read)
        guard let merged = merger.merged(path) else {
            return Result(
                plan: nil, diagnostics: merger.issues.sortedByPlace, files: merger.files, effective: nil,
                profiles: []
            )
        }
        var issues = merger.issues
        var files = merger.files
        let patched = overridden(merged, options, &files, &issues)
        let (root, secrets) = substituted(patched, options, &issues)
        let declaration = PipelineDeclaration(root, into: &issues)
        let symbols = declaration.universe?.symbols(read, &files, into: &issues) ?? []
        var planner = Planner(registry: registry, declaration: declaration)
        let mode = mode(declaration, options, root, &issues)
        let stages = planner.plannedStages(mode: options.mode ?? mode)
        let alerts = planner.plannedAlerts()
        issues += planner.issues
        var plan: Plan?
        if let stages, let cycle = declaration.cycle, let mode, !issues.hasErrors,
            stages.allSatisfy(\.decoded.isResolved), alerts.allSatisfy(\.decoded.isResolved)
        {
            plan = Plan(
                name: declaration.name, modes: declaration.modes, mode: mode, cycle: cycle,
                stop: declaration.stop,
                seed: declaration.seed, instruments: symbols,
                horizons: Set(stages.flatMap(\.decoded.horizons)).sorted(), stages: stages, alerts: alerts,
                secrets: secrets
            )
        }
        return Result(
            plan: plan, diagnostics: issues.sortedByPlace, files: files, effective: root,
            profiles: ProfilePatch.names(in: merged)
        )
    }

    private func overridden(
        _ merged: Node,
        _ options: PipelineOptions,
        _ files: inout SourceFiles,
        _ issues: inout [Diagnostic]
    ) -> Node {
        var profiles = ProfilePatch()
        profiles.check(merged)
        var root = merged
        if let name = options.profile { root = profiles.applied(name, to: root) ?? root }
        var override = Override(registry: registry)
        root = override.applied(environment: options.environment, to: root)
        root = override.applied(options.overrides, to: root)
        issues += profiles.issues + override.issues
        for file in override.files.all { files.add(file) }
        return root
    }

    private func substituted(
        _ root: Node,
        _ options: PipelineOptions,
        _ issues: inout [Diagnostic]
    ) -> (Node, [String: SecretOrigin]) {
        var parameters: [String: Node] = [:]
        let declared = root["params"]?.entries ?? []
        for entry in declared {
            // `$env.X` in a parameter is resolved before its type is checked.
            var own = Substitution(
                parameters: [:], secrets: [], environment: options.environment, isStrict: options.isStrict
            )
            let entry = Node.Entry(
                key: entry.key, keySpan: entry.keySpan, value: own.applied(to: entry.value))
            issues += own.issues
            if let parameter = Parameter(entry, into: &issues) {
                parameters[parameter.name] = parameter.value
            }
        }
        // A parameter whose declaration is wrong is known, so that its uses are no second error.
        for entry in declared where parameters[entry.key] == nil {
            parameters[entry.key] = Node(.unresolved("$param.\(entry.key)"), at: entry.value.span)
        }
        let secrets = SecretDeclarations(root["secrets"], into: &issues)
        var substitution = Substitution(
            parameters: parameters, secrets: secrets.names, environment: options.environment,
            isStrict: options.isStrict
        )
        let body = substitution.applied(to: root.without(["params", "secrets", "profiles"]))
        issues += substitution.issues
        for entry in declared + (root["secrets"]?.entries ?? []) {
            let space = declared.contains(entry) ? "param" : "secret"
            guard !isUsed("$\(space).\(entry.key)", root, substitution.used) else { continue }
            issues.append(
                Diagnostic(
                    .warning, .unusedDefinition, "nothing uses $\(space).\(entry.key)", at: entry.keySpan)
            )
        }
        return (body, secrets.origins)
    }

    /// Whether a reference stands anywhere, also in a profile that is not in force.
    private func isUsed(_ reference: String, _ root: Node, _ used: Set<String>) -> Bool {
        func contains(_ node: Node) -> Bool {
            switch node.content {
            case .scalar(let text, _): text == reference
            case .sequence(let nodes): nodes.contains(where: contains)
            case .mapping(let entries): entries.contains { contains($0.value) }
            default: false
            }
        }
        return used.contains(reference) || root["profiles"].map(contains) ?? false
    }

    private func mode(
        _ declaration: PipelineDeclaration,
        _ options: PipelineOptions,
        _ root: Node,
        _ issues: inout [Diagnostic]
    ) -> Mode? {
        guard let mode = options.mode else {
            if let first = declaration.modes.first(where: { $0 != .live }) { return first }
            // A file with live alone is valid, but runs only when the mode is named.
            return declaration.modes.first
        }
        if !declaration.modes.contains(mode), !declaration.modes.isEmpty {
            issues.append(
                Diagnostic(.modeNotListed, "'modes' does not list \(mode.rawValue)", at: root["modes"]?.span)
            )
        }
        return mode
    }
}
