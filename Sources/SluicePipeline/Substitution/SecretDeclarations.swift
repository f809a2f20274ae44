import SluiceDocument
import SluiceKit

/// `secrets:` of a file: `ops_hook: { env: SLUICE_OPS_HOOK }` or `{ file: /run/credentials/ops_hook }`.
struct SecretDeclarations {
    private(set) var names: Set<String> = []
    private(set) var origins: [String: SecretOrigin] = [:]

    init(_ node: Node?, into issues: inout [Diagnostic]) {
        let keys = ["env", "file"]
        for entry in node?.entries ?? [] {
            names.insert(entry.key)
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
