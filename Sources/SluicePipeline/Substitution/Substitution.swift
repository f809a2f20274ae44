import SluiceDocument
import SluiceKit

/// Replaces `$param.x` and `$env.X`, which are whole values and keep their text, and checks `$secret.x`.
struct Substitution {
    /// What a reference may name.
    private enum Space: String, CaseIterable {
        case param
        case env
        case secret
    }

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
    mutating func applied(to node: Node) -> Node { node.replacingScalars { replaced($0) } ?? node }

    /// What a scalar is replaced by; nil when it stays.
    private mutating func replaced(_ node: Node) -> Node? {
        guard let text = node.text, text.utf8.contains(UInt8(ascii: "$")) else { return nil }
        guard text.utf8.first == UInt8(ascii: "$"), let dot = text.firstIndex(of: ".") else {
            return pasted(text, at: node)
        }
        let word = String(text[..<dot].dropFirst())
        let name = String(text[text.index(after: dot)...])
        switch Space(rawValue: word) {
        case .param: return parameter(name, at: node)
        case .env: return variable(name, at: node)
        case .secret:
            used.insert(text)
            if !secrets.contains(name) { unknown(.secret, name, among: secrets.sorted(), at: node) }
            return nil
        case nil: return misspelt(word, name, at: node)
        }
    }

    private mutating func parameter(_ name: String, at node: Node) -> Node {
        used.insert("$param.\(name)")
        guard let value = parameters[name] else {
            unknown(.param, name, among: parameters.keys.sorted(), at: node)
            return node.with(.unresolved("$param.\(name)"))
        }
        return value.used(at: node.span)
    }

    private mutating func variable(_ name: String, at node: Node) -> Node {
        guard name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }), !name.isEmpty
        else {
            report("'\(name)' is no name of a variable; a reference is a whole value", at: node)
            return node.with(.unresolved("$env.\(name)"))
        }
        if let value = environment[name] { return node.with(.scalar(value, quoted: true)) }
        if isStrict {
            issues.append(
                Diagnostic(.missingEnvironment, "the environment variable \(name) is not set", at: node.span)
            )
        }
        return node.with(.unresolved("$env.\(name)"))
    }

    private mutating func unknown(_ space: Space, _ name: String, among names: [String], at node: Node) {
        let word = space == .param ? "parameter" : "secret"
        report(
            "the file has no \(word) '\(name)'", at: node,
            meant: nearestName(to: name, among: names).map { "$\(space.rawValue).\($0)" })
    }

    private mutating func report(_ message: String, at node: Node, meant: String? = nil) {
        issues.append(Diagnostic(.unknownReference, message, at: node.span, suggestion: meant))
        // What was meant is in use, if only by intention.
        if let meant { used.insert(meant) }
    }

    /// `$params.x` and the like would be taken for plain text.
    private mutating func misspelt(_ word: String, _ name: String, at node: Node) -> Node? {
        guard let space = nearestName(to: word, among: Space.allCases.map(\.rawValue)) else { return nil }
        report(
            "'$\(word).' is no reference; there are $param., $env. and $secret.", at: node,
            meant: "$\(space).\(name)")
        return node.with(.unresolved("$\(word).\(name)"))
    }

    /// A reference within other text would stay as it is, and a secret's name would be sent for its value.
    private mutating func pasted(_ text: String, at node: Node) -> Node? {
        guard let space = Space.allCases.first(where: { text.contains("$\($0.rawValue).") }) else {
            return nil
        }
        report("$\(space.rawValue). stands within other text; a reference is a whole value", at: node)
        return node.with(.unresolved(text))
    }
}
