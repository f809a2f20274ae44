public import SluiceDocument
public import SluiceKit

/// Reads a pipeline file and everything it names, checks it, and plans it.
///
/// Nothing but files is read, those that stages plan by among them: no network, no secret, no data. Everything that is
/// wrong is said at once.
public struct PipelineLoader: Sendable {
    /// The plugins that a file may name.
    public let registry: Registry
    private let files: any FileAccess
    private let read: FileReader

    /// Creates a loader of pipeline files that `read` gives, whose stages may look into `files`.
    public init(registry: Registry, files: any FileAccess = NoFiles(), read: @escaping FileReader) {
        (self.registry, self.files, self.read) = (registry, files, read)
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
        /// `secrets:` of the file: where values come from, never the values.
        public let secrets: Node?
        /// The names of the file's profiles.
        public let profiles: [String]
        /// Where the file's profiles stand, to tell where a value comes from.
        let profileSpans: [String: [SourceSpan]]
    }

    /// Reads, checks and plans a file.
    public func load(_ path: String, _ options: PipelineOptions = PipelineOptions()) -> Result {
        load(text(of: path, readings: nil), options)
    }

    /// Reads a file and what it includes, to be checked and planned many times with different options.
    package func text(of path: String) -> PipelineText { text(of: path, readings: ReadingMemory()) }

    private func text(of path: String, readings: ReadingMemory?) -> PipelineText {
        var merger = IncludeMerger(read: read)
        let root = merger.merged(path)
        return PipelineText(root: root, issues: merger.issues, files: merger.files, readings: readings)
    }

    /// Checks and plans a file that was read.
    package func load(_ text: PipelineText, _ options: PipelineOptions) -> Result {
        guard let merged = text.root else {
            return Result(
                plan: nil, diagnostics: text.issues.sortedByPlace, files: text.files, effective: nil,
                secrets: nil, profiles: [], profileSpans: [:]
            )
        }
        var (issues, files) = (text.issues, text.files)
        let patched = patched(merged, options, &files, &issues)
        let (root, secrets) = substituted(patched, of: merged, options, &issues)
        let declaration = PipelineDeclaration(root, into: &issues)
        let symbols = declaration.universe?.symbols(read, &files, into: &issues) ?? []
        let (products, currencies) = declaration.products(of: symbols, read, &files, into: &issues)
        var planner = Planner(
            registry: registry, declaration: declaration, options: options,
            files: self.files, instruments: symbols,
            profilePlugins: ProfilePatch.plugins(in: merged).compactMap(registry.plugin),
            readings: text.readings
        )
        let stages = planner.plannedStages()
        let alerts = planner.plannedAlerts()
        issues += planner.issues
        var plan: Plan?
        if let cycle = declaration.cycle, let mode = planner.mode, !issues.hasErrors,
            stages.count == declaration.stages.count, alerts.count == declaration.alerts.count,
            stages.allSatisfy(\.decoded.isResolved), alerts.allSatisfy(\.decoded.isResolved)
        {
            plan = Plan(
                name: declaration.name, modes: declaration.modes, mode: mode, cycle: cycle,
                orders: declaration.orders, products: products, currencies: currencies,
                stop: declaration.stop, seed: declaration.seed,
                instruments: symbols,
                horizons: stages.flatMap(\.decoded.horizons).sortedOnce, stages: stages, alerts: alerts,
                secrets: secrets
            )
        }
        return Result(
            plan: plan, diagnostics: issues.sortedByPlace, files: files, effective: root,
            secrets: patched["secrets"], profiles: ProfilePatch.names(in: merged),
            profileSpans: Self.profileSpans(in: merged)
        )
    }

    /// The tree with what stands above the file: the profile, variables of the environment, the command line.
    private func patched(
        _ merged: Node,
        _ options: PipelineOptions,
        _ files: inout SourceFiles,
        _ issues: inout [Diagnostic]
    ) -> Node {
        var profiles = ProfilePatch()
        profiles.check(merged)
        var root = merged
        if let name = options.profile { root = profiles.applied(name, to: root) ?? root }
        var risk = RiskEnvironment(
            registry: registry, environment: options.environment, allowsLooser: options.allowsLooserRisk)
        root = risk.applied(to: root)
        for file in risk.files { files.add(file) }
        var override = Override()
        root = override.applied(options.overrides, to: root)
        files.add(override.source)
        issues += profiles.issues + risk.issues + override.issues
        return root
    }

    /// The tree without its definitions and free room, with what refers to a definition replaced.
    private func substituted(
        _ root: Node,
        of merged: Node,
        _ options: PipelineOptions,
        _ issues: inout [Diagnostic]
    ) -> (Node, [String: SecretOrigin]) {
        let parameters = Parameters(root["params"], options, into: &issues)
        let secrets = SecretDeclarations(root["secrets"], into: &issues)
        var substitution = Substitution(
            parameters: parameters.values, secrets: secrets.names, environment: options.environment,
            isStrict: options.isStrict
        )
        let body = substitution.applied(
            to: root.without { ["params", "secrets", "profiles"].contains($0) || $0.hasPrefix("x-") })
        issues += substitution.issues
        // What a profile would use, or an override put aside, is in use too.
        let used = substitution.used.union(Self.references(in: merged))
        for (section, space) in [("params", "param"), ("secrets", "secret")] {
            for entry in root[section]?.entries ?? [] where !used.contains("$\(space).\(entry.key)") {
                issues.append(
                    Diagnostic(
                        .warning, .unusedDefinition, "nothing uses $\(space).\(entry.key)", at: entry.keySpan)
                )
            }
        }
        return (body, secrets.origins)
    }

    private static func references(in node: Node) -> Set<String> {
        var found: Set<String> = []
        func collect(_ node: Node) {
            switch node.content {
            case .scalar(let text, _): if text.hasPrefix("$") { found.insert(text) }
            case .sequence(let nodes): for node in nodes { collect(node) }
            case .mapping(let entries): for entry in entries { collect(entry.value) }
            case .null, .unresolved: break
            }
        }
        collect(node)
        return found
    }

    private static func profileSpans(in root: Node) -> [String: [SourceSpan]] {
        (root["profiles"]?.entries ?? []).reduce(into: [:]) { spans, profile in
            spans[profile.key, default: []] += (profile.value.entries ?? []).map(\.value.span)
        }
    }
}
