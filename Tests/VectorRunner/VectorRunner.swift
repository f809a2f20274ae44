import Foundation

/// Runs reference vectors through the product's own code: `vector-runner [DIR] [--only a,b] [--format text|json]`.
@main
struct VectorRunner {
    static func main() {
        let result = VectorRunner.run(Array(CommandLine.arguments.dropFirst()))
        FileHandle.standardOutput.write(Data(result.output.utf8))
        FileHandle.standardError.write(Data(result.complaint.utf8))
        exit(result.code)
    }

    /// What a run writes, and how it ends: 0 when all agree, 1 when not, 64 for bad usage, 66 without vectors.
    struct Result {
        var output = ""
        var complaint = ""
        var code: Int32
    }

    static func run(_ words: [String]) -> Result {
        let arguments: Arguments
        do {
            arguments = try Arguments(words)
        } catch {
            return Result(complaint: "error: \(error)\n\(Arguments.usage)\n", code: 64)
        }
        let paths = VectorFile.paths(in: arguments.directory)
        guard !paths.isEmpty else {
            return Result(complaint: "error: \(arguments.directory) holds no vector file\n", code: 66)
        }
        var files: [VectorFile] = []
        for path in paths {
            do { files.append(try VectorFile.read(path)) } catch {
                return Result(complaint: "error: \(path): \(error)\n", code: 66)
            }
        }
        let report = Report(files, only: arguments.only)
        return Result(
            output: arguments.isJSON ? report.json.compact + "\n" : report.text,
            code: report.isFailure ? 1 : 0)
    }
}

/// The words of the command line.
struct Arguments: Equatable {
    static let usage = "usage: vector-runner [DIR] [--only STAGE,STAGE] [--format text|json]"

    var directory = "Tests/Vectors"
    var only: [String]?
    var isJSON = false

    init(_ words: [String]) throws(VectorFault) {
        var rest = words[...]
        var hasDirectory = false
        while let word = rest.popFirst() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init)
            switch parts[0] {
            case "--only":
                let names = try Self.value(parts, &rest).split(separator: ",").map(String.init)
                guard !names.isEmpty else { throw VectorFault("--only names no stage") }
                only = (only ?? []) + names
            case "--format":
                let format = try Self.value(parts, &rest)
                guard format == "text" || format == "json" else {
                    throw VectorFault("unknown format '\(format)'")
                }
                isJSON = format == "json"
            default:
                guard !word.hasPrefix("-") else { throw VectorFault("unknown option '\(word)'") }
                guard !hasDirectory else { throw VectorFault("more than one directory") }
                directory = word
                hasDirectory = true
            }
        }
    }

    private static func value(
        _ parts: [String], _ rest: inout ArraySlice<String>
    ) throws(VectorFault) -> String {
        if parts.count == 2 { return parts[1] }
        guard let word = rest.popFirst() else { throw VectorFault("\(parts[0]) needs a value") }
        return word
    }
}
