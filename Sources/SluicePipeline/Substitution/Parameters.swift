import SluiceDocument
import SluiceKit

/// `params:` of a file, each with the value in force.
struct Parameters {
    /// The value of each; one whose declaration is wrong has a value that nobody knows, so that its uses are no
    /// second error.
    private(set) var values: [String: Node] = [:]

    init(_ node: Node?, _ options: PipelineOptions, into issues: inout [Diagnostic]) {
        for entry in entries(of: "params", node, into: &issues) {
            if !isName(entry.key) { issues.append(badName(entry.key, at: entry.keySpan)) }
            values[entry.key] = Node(.unresolved("$param.\(entry.key)"), at: entry.value.span)
            guard !refersToAnother(entry, into: &issues) else { continue }
            var environment = Substitution(
                parameters: [:], secrets: [], environment: options.environment, isStrict: options.isStrict
            )
            let resolved = Node.Entry(
                key: entry.key, keySpan: entry.keySpan,
                value: environment.applied(to: entry.value.without { $0 == "help" }))
            issues += environment.issues
            let first = issues.count
            guard let parameter = Parameter(resolved, into: &issues), !issues[first...].hasErrors else {
                continue
            }
            values[entry.key] = parameter.value
        }
    }

    /// A parameter is a value of its own or comes from the environment, so none can lead back to itself.
    private func refersToAnother(_ entry: Node.Entry, into issues: inout [Diagnostic]) -> Bool {
        var found = false
        for key in ["default", "min", "max"] {
            guard let node = entry.value[key], let text = node.text,
                text.hasPrefix("$param.") || text.hasPrefix("$secret.")
            else { continue }
            found = true
            issues.append(
                Diagnostic(
                    .badParameter, "parameter '\(entry.key)' may refer to $env. only, was \(text)",
                    at: node.span
                )
            )
        }
        return found
    }
}
