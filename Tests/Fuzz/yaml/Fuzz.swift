import SluiceDocument
import SluiceYAML

/// Reads whatever comes, twice, and stops when the reader breaks a promise.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let source = SourceFile(path: "a.yaml", bytes: Array(UnsafeBufferPointer(start: data, count: size)))
    var issues: [Diagnostic] = []
    var again: [Diagnostic] = []
    let root = YAMLReader.read(source, into: &issues)
    precondition(
        root == YAMLReader.read(source, into: &again) && issues == again, "reading is not deterministic")
    precondition(root != nil || issues.hasErrors, "nothing was read and nothing found")
    for issue in issues {
        guard let span = issue.span, let line = source.line(span.line) else {
            preconditionFailure("no place")
        }
        precondition(
            span.column >= 1 && span.column <= line.unicodeScalars.count + 1, "a place outside the file")
        precondition(source.line(span.endLine) != nil, "an end outside the file")
    }
    _ = TextReport(sources: SourceFiles([source]), width: 40).text(issues)
    _ = SARIFReport(version: "1").json(issues).text()
    return 0
}
