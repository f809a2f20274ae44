import SluiceDocument
import SluiceKit

/// `secrets:` of a file: `ops_hook: { env: SLUICE_OPS_HOOK }` or `{ file: /run/credentials/ops_hook }`.
struct SecretDeclarations {
    private(set) var names: Set<String> = []
    private(set) var origins: [String: SecretOrigin] = [:]

    init(_ node: Node?, into issues: inout [Diagnostic]) {
        for entry in entries(of: "secrets", node, into: &issues) {
            names.insert(entry.key)
            if !isName(entry.key) { issues.append(badName(entry.key, at: entry.keySpan)) }
            let keys = PipelineLanguage.secret.names
            for key in entry.value.entries ?? [] where !keys.contains(key.key) {
                issues.append(unknownKey(key, among: keys))
            }
            switch (entry.value["env"]?.text, entry.value["file"]?.text) {
            case (let name?, nil): origins[entry.key] = .environment(name)
            case (nil, let path?):
                origins[entry.key] = .file(PipelinePath(path, in: entry.value.span.file).resolved)
            default:
                issues.append(
                    Diagnostic(
                        .wrongType,
                        "secret '\(entry.key)' must be { env: NAME } or { file: PATH }, one of the two",
                        at: entry.value.span
                    )
                )
            }
        }
    }
}

/// The entries of a section that is a mapping; says so when it is none.
func entries(of section: String, _ node: Node?, into issues: inout [Diagnostic]) -> [Node.Entry] {
    guard let node else { return [] }
    if let entries = node.entries { return entries }
    if case .null = node.content { return [] }
    issues.append(
        Diagnostic(.wrongType, "'\(section)' must be a mapping, was \(node.kindInWords)", at: node.head)
    )
    return []
}
