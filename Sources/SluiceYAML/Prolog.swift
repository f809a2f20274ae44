import SluiceDocument

/// The directives before a file's first document.
///
/// YAML 1.2.2, section 6.8, tells a reader to warn of a directive or minor version it does not know and to go on;
/// libyaml stops there instead.
enum Prolog {
    /// The text with such directives turned into comments, each reported as a warning.
    static func withKnownDirectives(
        _ bytes: consuming [UInt8],
        of source: SourceFile,
        into issues: inout [Diagnostic]
    ) -> [UInt8] {
        var (start, number) = (0, 1)
        while start < bytes.count {
            let first = bytes[start...].first { $0 != 0x20 && $0 != 0x09 }
            guard let first, "\n\r#%".utf8.contains(first) else { break }
            var end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
            if bytes[start] == UInt8(ascii: "%") {
                let line = String(decoding: bytes[start..<end], as: UTF8.self)
                if let finding = finding(in: line, at: number, of: source) {
                    issues.append(finding)
                    bytes[start] = UInt8(ascii: "#")
                }
            } else if first == UInt8(ascii: "%") {
                break
            }
            if bytes[end...].starts(with: [0x0D, 0x0A]) { end += 1 }
            (start, number) = (end + 1, number + 1)
        }
        return bytes
    }

    private static func finding(in line: String, at number: Int, of source: SourceFile) -> Diagnostic? {
        let words = line.split { $0 == " " || $0 == "\t" }
        guard let message = complaint(about: words) else { return nil }
        let name = String(words[0])
        return Diagnostic(
            .warning, .unknownDirective, message,
            at: SourceSpan(
                file: source.path, line: number, column: 1, endColumn: name.unicodeScalars.count + 1
            ),
            suggestion: nearestName(to: name, among: ["%YAML", "%TAG"].filter { $0 != name })
        )
    }

    private static func complaint(about words: [Substring]) -> String? {
        switch words[0] {
        case "%TAG": nil
        case "%YAML":
            words.count > 1 && words[1].hasPrefix("1.") && words[1] != "1.1" && words[1] != "1.2"
                ? "the version of YAML is not known; the file is read as 1.2" : nil
        default: "a directive other than %YAML and %TAG is ignored"
        }
    }
}
