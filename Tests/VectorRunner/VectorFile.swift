import Foundation

/// One file of cases of one stage.
struct VectorFile {
    let stage: String
    let tolerance: Tolerance
    let cases: [VectorCase]

    init(_ document: JSON) throws(VectorFault) {
        guard case .text(let stage) = document["stage"], case .array(let cases) = document["cases"] else {
            throw VectorFault("no vector file: it has no stage or no cases")
        }
        self.stage = stage
        tolerance = try Tolerance(document["tolerance"])
        self.cases = try cases.map { json throws(VectorFault) in
            VectorCase(
                id: try json["id"].text(), input: json["input"], parameters: json["params"],
                expected: json["expected"])
        }
    }

    /// The files of a directory and of its folders, in order of their paths.
    static func paths(in directory: String) -> [String] {
        let files = FileManager.default
        let entries = ((try? files.contentsOfDirectory(atPath: directory)) ?? []).sorted()
        let nested = entries.flatMap { entry -> [String] in
            let inside = (try? files.contentsOfDirectory(atPath: "\(directory)/\(entry)")) ?? []
            return inside.sorted().map { "\(entry)/\($0)" }
        }
        return (entries + nested).filter { $0.hasSuffix(".json") }.map { "\(directory)/\($0)" }
    }

    static func read(_ path: String) throws -> VectorFile {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw VectorFault("cannot be read")
        }
        return try VectorFile(JSONReader.read([UInt8](data)))
    }
}

/// What goes into a stage, and what is wanted of it.
struct VectorCase {
    let id: String
    var input: JSON
    var parameters: JSON
    let expected: JSON
}
