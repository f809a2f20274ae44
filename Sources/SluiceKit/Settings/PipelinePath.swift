public import SluiceDocument

/// A path in a pipeline file, relative to the file it stands in.
public struct PipelinePath: Hashable, Sendable {
    /// The path as written.
    public let written: String
    /// The file it stands in; empty for a default.
    public let file: String

    /// Creates a path as if it stood in a file.
    public init(_ written: String, in file: String = "") { (self.written, self.file) = (written, file) }

    /// The path relative to the current folder, or absolute where it was written so.
    ///
    /// `.` and `..` are resolved by text; whether the result stays in the project is for `FileAccess` to say.
    public var resolved: String {
        guard !written.hasPrefix("/") else { return Self.normalized(written) }
        let end = file.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = end.map { String(file[..<$0]) } ?? ""
        let base = file.hasPrefix("/") && folder.isEmpty ? "/" : folder
        return Self.normalized(base.isEmpty ? written : "\(base)/\(written)")
    }

    static func normalized(_ path: String) -> String {
        var parts: [String] = []
        for part in path.split(separator: "/").map(String.init) where part != "." {
            if part == "..", let last = parts.last, last != ".." {
                parts.removeLast()
            } else {
                parts.append(part)
            }
        }
        let joined = parts.joined(separator: "/")
        if path.hasPrefix("/") { return "/" + Array(parts.drop { $0 == ".." }).joined(separator: "/") }
        return joined.isEmpty ? "." : joined
    }
}

extension PipelinePath: SettingValue {
    public static var shape: SettingShape { .path }
    public static var unread: PipelinePath { PipelinePath("") }
    public var text: String? { written }

    public static func read(_ node: Node, into issues: inout SettingIssues) -> PipelinePath? {
        guard let text = node.settingText("a path", into: &issues) else { return nil }
        guard !text.isEmpty, !text.utf8.contains(0) else {
            issues.mismatch(node, wanted: "a path")
            return nil
        }
        return PipelinePath(text, in: node.definedAt?.file ?? node.span.file)
    }
}
