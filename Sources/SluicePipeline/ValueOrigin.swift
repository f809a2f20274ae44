public import SluiceDocument

/// Where a value in force comes from.
public enum ValueOrigin: Hashable, Sendable {
    /// A place in the pipeline file or one that it includes.
    case file(SourceSpan)
    /// A profile, and its place.
    case profile(String, SourceSpan)
    /// A variable of the environment.
    case environment(String)
    /// `--set` on the command line.
    case override
    /// What the plugin or the language takes when nobody says otherwise.
    case standard
}

extension ValueOrigin: CustomStringConvertible {
    /// The origin in a few words: `momentum.yaml:12`, `profile live`, `environment RISK_X`, `--set`, `default`.
    public var description: String {
        switch self {
        case .file(let span): "\(span.file):\(span.line)"
        case .profile(let name, _): "profile \(name)"
        case .environment(let name): "environment \(name)"
        case .override: "--set"
        case .standard: "default"
        }
    }
}

extension PipelineLoader.Result {
    /// Where a value of the effective tree comes from; one that a parameter gives, from where that got its value.
    public func origin(of node: Node) -> ValueOrigin {
        if let place = node.definedAt {
            let origin = origin(of: place)
            // A parameter's or anchor's own line says less than the line that uses it.
            guard case .file = origin else { return origin }
        }
        return origin(of: node.span)
    }

    private func origin(of span: SourceSpan) -> ValueOrigin {
        if span.file == Override.file { return .override }
        if let name = RiskEnvironment.variable(ofFile: span.file) { return .environment(name) }
        let profile = profileSpans.first { $0.value.contains { $0.holds(span) } }
        return profile.map { .profile($0.key, span) } ?? .file(span)
    }
}

extension SourceSpan {
    fileprivate func holds(_ other: SourceSpan) -> Bool {
        file == other.file && (line, column) <= (other.line, other.column)
            && (other.endLine, other.endColumn) <= (endLine, endColumn)
    }
}
