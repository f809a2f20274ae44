import SluiceDocument
import SluiceKit
import SluiceYAML

/// `universe:` of a file: a list of symbols, or `{ file: ../Config/symbols.yaml, list: default }`.
struct UniverseDeclaration {
    enum Source {
        case symbols([Node])
        case file(PipelinePath, list: String, span: SourceSpan)
    }

    let source: Source
    let span: SourceSpan

    init?(_ node: Node, into issues: inout [Diagnostic]) {
        span = node.span
        if let symbols = node.elements {
            source = .symbols(symbols)
            return
        }
        guard let entries = node.entries, let file = node["file"] else {
            issues.append(
                Diagnostic(
                    .badUniverse,
                    "'universe' must be a list of symbols, or { file: ..., list: ... }, was \(node.kindInWords)",
                    at: node.head
                )
            )
            return nil
        }
        let keys = PipelineLanguage.universe.names
        for entry in entries where !keys.contains(entry.key) { issues.append(unknownKey(entry, among: keys)) }
        let list = node["list"].map {
            SettingReader.value(String.self, named: "list", from: $0, into: &issues)
        }
        guard
            let path = SettingReader.value(PipelinePath.self, named: "file", from: file, into: &issues),
            let name = list ?? "default"
        else { return nil }
        source = .file(path, list: name, span: file.span)
    }

    /// The symbols, read from their file where they stand in one.
    func symbols(
        _ read: FileReader, _ files: inout SourceFiles, into issues: inout [Diagnostic]
    ) -> [String] {
        let nodes: [Node]
        switch source {
        case .symbols(let symbols): nodes = symbols
        case .file(let path, let list, let span):
            nodes = Self.list(list, of: path, span, read, &files, into: &issues)
        }
        if nodes.isEmpty, case .symbols = source {
            issues.append(Diagnostic(.badUniverse, "the universe has no instrument", at: span))
        }
        var symbols: [String] = []
        var seen: [String: SourceSpan] = [:]
        for node in nodes {
            guard let symbol = SettingReader.value(String.self, named: "universe", from: node, into: &issues)
            else {
                continue
            }
            if let first = seen[symbol] {
                issues.append(
                    Diagnostic(
                        .badUniverse, "'\(symbol)' stands in the universe twice", at: node.span,
                        related: [.init("first here", at: first)]
                    )
                )
            } else if symbol.isEmpty || symbol.utf8.contains(where: { $0 <= 0x20 }) {
                issues.append(Diagnostic(.badUniverse, "'\(symbol)' is no symbol", at: node.span))
            }
            seen[symbol] = node.span
            symbols.append(symbol)
        }
        return symbols
    }

    private static func list(
        _ list: String,
        of path: PipelinePath,
        _ span: SourceSpan,
        _ read: FileReader,
        _ files: inout SourceFiles,
        into issues: inout [Diagnostic]
    ) -> [Node] {
        do throws(FileError) {
            let source = SourceFile(path: path.resolved, bytes: try read(path.resolved))
            files.add(source)
            guard let root = YAMLReader.read(source, into: &issues) else { return [] }
            if let symbols = root[list]?.elements {
                if symbols.isEmpty {
                    issues.append(Diagnostic(.badUniverse, "the list '\(list)' is empty", at: span))
                }
                return symbols
            }
            let names = root.entries?.map(\.key) ?? []
            issues.append(
                Diagnostic(
                    .badUniverse, "\(path.written) has no list '\(list)'", at: span,
                    suggestion: nearestName(to: list, among: names)
                )
            )
        } catch {
            issues.append(Diagnostic(.badUniverse, "\(error)", at: span))
        }
        return []
    }
}
