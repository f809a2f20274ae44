import SluiceDocument
import SluiceKit
import SluiceYAML

/// Reads a file and all it includes into one tree.
///
/// Mappings are merged key by key, the lists `stages` and `alerts` are joined, and any other value that two
/// files set is an error with both places.
struct IncludeMerger {
    let read: FileReader
    private(set) var files = SourceFiles()
    private(set) var issues: [Diagnostic] = []

    init(read: @escaping FileReader) { self.read = read }

    /// The merged tree; nil when the file itself cannot be read as YAML.
    mutating func merged(_ path: String) -> Node? { merged(path, from: nil, below: []) }

    private mutating func merged(_ path: String, from place: SourceSpan?, below parents: [String]) -> Node? {
        guard !parents.contains(path) else {
            issues.append(Diagnostic(.badInclude, "'\(path)' includes itself", at: place))
            return nil
        }
        let source: SourceFile
        do throws(FileError) {
            source = SourceFile(path: path, bytes: try read(path))
        } catch {
            let code: DiagnosticCode = place == nil ? .dataFile : .badInclude
            issues.append(Diagnostic(code, "\(error)", at: place))
            return nil
        }
        files.add(source)
        guard var root = YAMLReader.read(source, into: &issues) else { return nil }
        guard root.entries != nil else {
            issues.append(
                Diagnostic(.wrongType, "a pipeline file is a mapping, was \(root.kindInWords)", at: root.span)
            )
            return nil
        }
        let included = includes(of: root)
        root = root.without(["include"])
        for include in included {
            let path = PipelinePath(include.text ?? "", in: path).resolved
            guard let other = merged(path, from: include.span, below: parents + [source.path]) else {
                continue
            }
            root = joined(root, other, at: [])
        }
        return root
    }

    private mutating func includes(of root: Node) -> [Node] {
        guard let include = root["include"] else { return [] }
        let nodes = include.elements ?? [include]
        for node in nodes where node.text == nil {
            issues.append(
                Diagnostic(.wrongType, "'include' takes paths, was \(node.kindInWords)", at: node.span))
        }
        return nodes.filter { $0.text != nil }
    }

    private mutating func joined(_ first: Node, _ second: Node, at path: [String]) -> Node {
        switch (first.content, second.content) {
        case (.mapping, .mapping(let entries)):
            var result = first
            for entry in entries {
                guard let mine = first.entry(entry.key) else {
                    result = result.setting(entry.key, to: entry.value)
                    continue
                }
                result = result.setting(
                    entry.key, to: joined(mine.value, entry.value, at: path + [entry.key]))
            }
            return result
        case (.sequence(let mine), .sequence(let others)) where path == ["stages"] || path == ["alerts"]:
            return first.with(.sequence(mine + others))
        default:
            issues.append(
                Diagnostic(
                    .includeConflict, "'\(path.joined(separator: "."))' is set in two files", at: second.span,
                    related: [.init("also set here", at: first.span)]
                )
            )
            return first
        }
    }
}
