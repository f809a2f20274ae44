import SluiceDocument
import SluiceKit

/// Replaces `$param.x` and `$env.X`, which are whole values and keep their text, and checks `$secret.x`.
struct Substitution {
    let parameters: [String: Node]
    let secrets: Set<String>
    let environment: [String: String]
    let isStrict: Bool
    private(set) var issues: [Diagnostic] = []
    private(set) var used: Set<String> = []

    init(parameters: [String: Node], secrets: Set<String>, environment: [String: String], isStrict: Bool) {
        (self.parameters, self.secrets) = (parameters, secrets)
        (self.environment, self.isStrict) = (environment, isStrict)
    }

    /// The tree with every reference replaced.
    mutating func applied(to node: Node) -> Node { node.mapped { replaced($0) } }

    private mutating func replaced(_ node: Node) -> Node {
        guard case .scalar(let text, _) = node.content, text.utf8.first == UInt8(ascii: "$") else {
            return node
        }
        guard let dot = text.firstIndex(of: ".") else { return node }
        let name = String(text[text.index(after: dot)...])
        switch text[..<dot] {
        case "$param": return parameter(name, at: node)
        case "$env": return variable(name, at: node)
        case "$secret":
            used.insert(text)
            if !secrets.contains(name) { unknown("secret", name, among: secrets.sorted(), at: node) }
            return node
        default: return node
        }
    }

    private mutating func parameter(_ name: String, at node: Node) -> Node {
        used.insert("$param.\(name)")
        guard let value = parameters[name] else {
            unknown("param", name, among: parameters.keys.sorted(), at: node)
            return node.with(.unresolved("$param.\(name)"))
        }
        return replaced(value).used(at: node.span)
    }

    private mutating func variable(_ name: String, at node: Node) -> Node {
        if let value = environment[name] { return node.with(.scalar(value, quoted: true)) }
        if isStrict {
            issues.append(
                Diagnostic(.missingEnvironment, "the environment variable \(name) is not set", at: node.span)
            )
        }
        return node.with(.unresolved("$env.\(name)"))
    }

    private mutating func unknown(_ space: String, _ name: String, among names: [String], at node: Node) {
        issues.append(
            Diagnostic(
                .unknownReference, "the file has no \(space == "param" ? "parameter" : "secret") '\(name)'",
                at: node.span, suggestion: nearestName(to: name, among: names).map { "$\(space).\($0)" }
            )
        )
    }
}
