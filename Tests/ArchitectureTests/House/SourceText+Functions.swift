/// A function or initializer, from its first line to the line that closes it.
struct FunctionText: Equatable {
    let line: Int
    let length: Int
}

extension SourceText {
    /// The functions, initializers and computed properties that end in a brace of their own, nested ones too.
    var functions: [FunctionText] {
        lines.indices.compactMap { start in
            let line = lines[start]
            let indent = line.prefix { $0 == " " }
            guard Self.beginsFunction(line.dropFirst(indent.count)) else { return nil }
            // What begins and ends on one line has no closing line of its own.
            if line.hasSuffix("}") { return nil }
            let close = indent + "}"
            for end in lines.indices[(start + 1)...] {
                if lines[end] == close { return FunctionText(line: start + 1, length: end - start + 1) }
                // A requirement of a protocol has no body: something else begins at its depth.
                let isSameDepth =
                    lines[end].hasPrefix(indent) && lines[end].dropFirst(indent.count).first != " "
                if isSameDepth, !lines[end].isEmpty, lines[end].dropFirst(indent.count).first != ")" {
                    return nil
                }
            }
            return nil
        }
    }

    private static func beginsFunction(_ text: Substring) -> Bool {
        for word in text.split(separator: " ", maxSplits: 8) {
            if word == "func" || word.hasPrefix("init(") || word.hasPrefix("init?(")
                || word.hasPrefix("init<")
                || word.hasPrefix("subscript(") || word == "deinit"
            {
                return true
            }
            guard word.first == "@" || modifiers.contains(word) else { return false }
        }
        return false
    }

    private static let modifiers: Set<Substring> = [
        "public", "package", "internal", "private", "fileprivate", "open", "static", "class", "final",
        "override", "mutating", "nonmutating", "convenience", "required", "nonisolated", "isolated", "prefix",
        "postfix", "consuming", "borrowing",
    ]
}
