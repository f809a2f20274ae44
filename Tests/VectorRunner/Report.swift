/// What became of the vectors of a directory.
struct Report {
    /// One stage's cases.
    struct Stage {
        let name: String
        var agree = 0
        var differ = 0
        var notImplemented = 0
        /// The first cases that differ, each with the first of its differences.
        var examples: [(id: String, difference: Difference)] = []
    }

    static let examplesPerStage = 3

    private(set) var stages: [Stage] = []
    /// What makes the run a failure although no case differs.
    private(set) var complaints: [String] = []

    var agree: Int { stages.reduce(0) { $0 + $1.agree } }
    var differ: Int { stages.reduce(0) { $0 + $1.differ } }
    var notImplemented: Int { stages.reduce(0) { $0 + $1.notImplemented } }
    var isFailure: Bool { differ > 0 || !complaints.isEmpty }

    /// Runs the files' cases; with `only`, those of the named stages, each of which has to be there and run.
    init(_ files: [VectorFile], only: [String]? = nil, adapters: [String: Adapter] = Adapter.byStage) {
        for file in files where only?.contains(file.stage) ?? true {
            stages.append(Self.run(file, with: adapters[file.stage]))
        }
        for name in only ?? [] {
            let named = stages.filter { $0.name == name }
            if named.isEmpty {
                complaints.append("stage \(name) is not among the vectors")
            } else if named.allSatisfy({ $0.agree + $0.differ + $0.notImplemented == 0 }) {
                complaints.append("stage \(name) has no case")
            } else if named.contains(where: { $0.notImplemented > 0 }) {
                complaints.append("stage \(name) is not implemented")
            }
        }
    }

    private static func run(_ file: VectorFile, with adapter: Adapter?) -> Stage {
        var stage = Stage(name: file.stage)
        guard let adapter else {
            stage.notImplemented = file.cases.count
            return stage
        }
        let comparison = Comparison(tolerance: file.tolerance)
        for vector in file.cases {
            let differences: [Difference]
            do {
                differences = comparison.differences(try adapter.run(vector), vector.expected)
            } catch {
                differences = [Difference(path: "the case", got: "\(error)", want: "a result")]
            }
            if let first = differences.first {
                stage.differ += 1
                if stage.examples.count < examplesPerStage { stage.examples.append((vector.id, first)) }
            } else {
                stage.agree += 1
            }
        }
        return stage
    }
}
