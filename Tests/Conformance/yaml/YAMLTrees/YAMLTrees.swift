import Foundation
import SluiceDocument
import SluiceYAML

/// Prints what SluiceYAML makes of each file named, as a line of JSON, for `run` to compare with the test suite.
@main struct YAMLTrees {
    static func main() throws {
        for path in CommandLine.arguments.dropFirst() {
            let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
            var issues: [Diagnostic] = []
            let source = SourceFile(path: path, bytes: bytes)
            let root = YAMLReader.read(source, into: &issues)
            let line: JSONValue = ["root": root.map(json) ?? nil, "issues": issues.json]
            print(line)
        }
    }

    private static func json(_ node: Node) -> JSONValue {
        switch node.content {
        case .null: ["kind": "null", "tag": JSONValue(node.tag)]
        case .scalar(let text, let quoted):
            ["kind": "scalar", "tag": JSONValue(node.tag), "text": .string(text), "quoted": .bool(quoted)]
        case .sequence(let elements):
            ["kind": "sequence", "tag": JSONValue(node.tag), "elements": .array(elements.map(json))]
        case .mapping(let entries):
            [
                "kind": "mapping", "tag": JSONValue(node.tag),
                "entries": .array(entries.map { [.string($0.key), json($0.value)] }),
            ]
        case .unresolved(let name): ["kind": "unresolved", "text": .string(name)]
        }
    }
}
