import SluiceDocument
import SluiceKit
import SluiceYAML

/// Reads a file and all it includes into one tree.
///
/// Mappings are merged key by key, the lists `stages` and `alerts` are joined in the order of the files, and any
/// other value that two files set is an error with both places. A file that is included twice counts once.
struct IncludeMerger {
    private let read: FileReader
    private var merged: Set<String> = []
    private(set) var files = SourceFiles()
    private(set) var issues: [Diagnostic] = []

    init(read: @escaping FileReader) { self.read = read }

    /// The merged tree; nil when the file itself cannot be read as YAML.
    mutating func merged(_ path: String) -> Node? { merged(path, from: nil, below: []) }

    private mutating func merged(_ path: String, from place: SourceSpan?, below parents: [String]) -> Node? {
        merged.insert(path)
        let source: SourceFile
        do throws(FileError) {
            source = SourceFile(path: path, bytes: try read(path))
        } catch {
            issues.append(Diagnostic(place == nil ? .unreadableFile : .badInclude, "\(error)", at: place))
            return nil
        }
        files.add(source)
        guard var root = YAMLReader.read(source, into: &issues) else { return nil }
        guard root.entries != nil else {
            issues.append(
                Diagnostic(.wrongType, "a pipeline file is a mapping, was \(root.kindInWords)", at: root.head)
            )
            return nil
        }
        let included = includes(of: root)
        root = root.without { $0 == "include" }
        for (path, place) in included {
            let above = parents + [source.path]
            if above.contains(path) {
                issues.append(Diagnostic(.badInclude, "'\(path)' includes itself", at: place))
            } else if !merged.contains(path), let other = merged(path, from: place, below: above) {
                root = joined(root, other, at: [])
            }
        }
        return root
    }

    private mutating func includes(of root: Node) -> [(path: String, place: SourceSpan)] {
        guard let include = root["include"] else { return [] }
        return (include.elements ?? [include]).compactMap { node in
            let path = SettingReader.value(PipelinePath.self, named: "include", from: node, into: &issues)
            return path.map { ($0.resolved, node.span) }
        }
    }

    private mutating func joined(_ first: Node, _ second: Node, at path: [String]) -> Node {
        switch (first.content, second.content) {
        case (.mapping, .mapping(let entries)):
            var result = first
            for entry in entries {
                guard let mine = first.entry(entry.key) else {
                    result = result.setting(entry)
                    continue
                }
                result = result.setting(
                    entry.key, to: joined(mine.value, entry.value, at: path + [entry.key]))
            }
            return result
        case (.sequence(let mine), .sequence(let others)) where path == ["stages"] || path == ["alerts"]:
            return first.with(.sequence(mine + others))
        case (.scalar(let mine, _), .scalar(let other, _)) where path == ["version"] && mine == other:
            // Each file may say which version of the language it is written in.
            return first
        default:
            issues.append(
                Diagnostic(
                    .includeConflict, "'\(path.joined(separator: "."))' is set in two files", at: second.head,
                    related: [.init("also set here", at: first.head)]
                )
            )
            return first
        }
    }
}

extension Node {
    /// A mapping with an entry added at the end.
    fileprivate func setting(_ entry: Entry) -> Node { with(.mapping((entries ?? []) + [entry])) }
}
