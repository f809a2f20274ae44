import Testing

@testable import SluiceModels

/// What can be said without the library; `Tests/Conformance/onnxruntime` has it.
@Suite struct RuntimeTests {
    @Test func `an absent library is an error that says what to install and which setting names it`() throws {
        let error = try #require(throws: ModelError.self) {
            try ONNXRuntimeLibrary.open(path: "/nowhere/libonnxruntime.so", setting: "runtime")
        }
        #expect(error.code == .unavailable)
        for word in ["/nowhere/libonnxruntime.so", "libonnxruntime", "PyPI", "'runtime'"] {
            #expect(error.message.contains(word))
        }
    }

    @Test func `a library of another kind is refused`() throws {
        let error = try #require(throws: ModelError.self) { try ONNXRuntimeLibrary.open(path: "libc.so.6") }
        #expect(error.code == .unavailable)
        #expect(error.message.contains("this is no ONNX Runtime library: libc.so.6"))
    }

    @Test func `without a path the usual names are tried`() {
        do {
            let library = try ONNXRuntimeLibrary.open()
            #expect(library.version.hasPrefix("1."))
            #expect(ONNXRuntimeLibrary.names.contains(library.path))
        } catch {
            #expect(error.code == .unavailable)
            #expect(ONNXRuntimeLibrary.names.allSatisfy { error.message.contains($0) })
        }
    }

    // MARK: - The form of an input

    private func input(
        _ dimensions: [Int?]?, _ form: RuntimeForm, element: Int32? = 1
    ) throws -> RuntimeInput {
        try RuntimeInput([.init(name: "x", element: element, dimensions: dimensions)], form)
    }

    @Test(arguments: [
        ([nil, 8], RuntimeForm.row(), [8]),
        ([nil, 8], .row(features: 8), [8]),
        ([nil, nil], .row(features: 3), [3]),
        ([nil, 1, 8], .row(), [1, 8]),
        ([nil, 1], .row(), [1]),
        ([nil, 8, 1, 1], .row(), [8, 1, 1]),
    ])
    func `rows take the dimension that is not 1`(open: [Int?], form: RuntimeForm, want: [Int]) throws {
        let input = try input(open, form)
        #expect(input.dimensions == want)
        #expect(input.length == nil)
        #expect(input.width == want.reduce(1, *))
        #expect(input.batch == nil)
    }

    @Test(arguments: [
        ([nil, 12, 5], RuntimeForm.window(), 12, 5, [12, 5]),
        ([4, nil, 5], .window(length: 12), 12, 5, [12, 5]),
        ([nil, nil, nil], .window(length: 12, features: 5), 12, 5, [12, 5]),
        ([nil, 5, 12], .window(.featuresFirst), 12, 5, [5, 12]),
        ([nil, 1, 12, 5], .window(), 12, 5, [1, 12, 5]),
        ([nil, 12, 1], .window(), 12, 1, [12, 1]),
        ([nil, 1, 1, 5], .window(), 1, 5, [1, 1, 5]),
        ([nil, 60], .window(length: 12, features: 5), 12, 5, [60]),
        ([nil, nil], .window(length: 12, features: 5, .featuresFirst), 12, 5, [60]),
    ])
    func `windows take two dimensions, or one of both`(
        open: [Int?], form: RuntimeForm, length: Int, features: Int, dimensions: [Int]
    ) throws {
        let input = try input(open, form)
        #expect(input.length == length)
        #expect(input.features == features)
        #expect(input.dimensions == dimensions)
        #expect(input.batch == open[0])
    }

    @Test(
        arguments: [
            ([nil, 8], RuntimeForm.row(features: 7), ModelError.Code.inconsistent),
            ([nil, nil], .row(), .unsupported),
            ([nil, 12, 5], .row(), .unsupported),
            ([8], .row(), .unsupported),
            ([nil, 8], .window(), .unsupported),
            ([nil, 12, nil], .window(), .unsupported),
            ([nil, 12, 5], .window(length: 11), .inconsistent),
            ([nil, 12, 5], .window(length: 12, features: 5, .featuresFirst), .inconsistent),
            ([nil, 2, 12, 5], .window(), .unsupported),
            ([nil, 60], .window(length: 12, features: 6), .inconsistent),
            ([5_000, 8], .row(), .tooLarge),
            ([0, 8], .row(), .tooLarge),
            ([nil, 0], .row(), .tooLarge),
            ([nil, nil], .window(length: .max, features: 3), .tooLarge),
            ([nil, 50_000, 50_000], .window(), .tooLarge),
            (nil, .row(), .unsupported),
        ] as [([Int?]?, RuntimeForm, ModelError.Code)])
    func `an input of another form is refused`(
        open: [Int?]?, form: RuntimeForm, code: ModelError.Code
    ) throws {
        let error = try #require(throws: ModelError.self) { try input(open, form) }
        #expect(error.code == code)
    }

    @Test func `whole numbers, lists and several inputs are refused`() {
        #expect(throws: ModelError.self) { try input([nil, 8], .row(), element: 7) }
        #expect(throws: ModelError.self) { try input([nil, 8], .row(), element: nil) }
        let value = RuntimeSession.Value(name: "x", element: 1, dimensions: [nil, 8])
        #expect(throws: ModelError.self) { try RuntimeInput([value, value], .row()) }
        #expect(throws: ModelError.self) { try RuntimeInput([], .row()) }
    }
}

/// Which ONNX files are evaluated natively, and which are left to the library.
@Suite struct RuntimeChoiceTests {
    private typealias Writer = ONNXWriter

    private func read(
        _ bytes: [UInt8], _ form: RuntimeForm = .row(), _ runtime: RuntimeChoice? = nil
    ) throws -> Model {
        try bytes.withUnsafeBufferPointer { try ModelFile.read($0, form: form, runtime: runtime) }
    }

    private let absent = RuntimeChoice(path: "/nowhere/libonnxruntime.so", setting: "runtime")

    @Test func `what is evaluated natively needs no library`() throws {
        #expect(try read(Writer.heads(), .row(), absent)([3, 5]) == [13, 3, 5])
        let trees = try ModelSamples.bytes("lightgbm/quantile/model.txt")
        #expect(try read(trees, .row(), absent).evaluator.features == 8)
    }

    /// A network of one operation over x of some dimensions.
    private func network(_ node: [UInt8], _ dimensions: [UInt64?]) -> [UInt8] {
        let sizes = dimensions.flatMap { size in
            Writer.field(1, size.map { Writer.field(1, $0) } ?? Writer.field(2, "open"))
        }
        let type = Writer.field(1, Writer.field(1, 1) + Writer.field(2, sizes))
        return Writer.model(
            graph: Writer.field(1, node) + Writer.field(11, Writer.field(1, "x") + Writer.field(2, type))
                + Writer.field(12, Writer.value("y", columns: 2)))
    }

    @Test func `what is left to the library is refused without one`() throws {
        let along = Writer.field(5, Writer.field(1, "axis") + Writer.field(3, 0))
        let networks = [
            network(Writer.node("Erf", ["x"], "y"), [nil, 2]),
            network(Writer.node("Relu", ["x"], "y"), [nil, 3, 2]),
            network(Writer.node("Relu", ["x"], "y"), [nil, nil]),
            network(Writer.node("Softmax", ["x"], "y") + along, [nil, 2]),
        ]
        for bytes in networks {
            #expect(try #require(throws: ModelError.self) { try read(bytes) }.code == .unsupported)
            let error = try #require(throws: ModelError.self) { try read(bytes, .row(), absent) }
            #expect(error.code == .unavailable)
            #expect(error.message.contains("'runtime'"))
        }
        #expect(try read(network(Writer.node("Relu", ["x"], "y"), [nil, 1, 2]))([-1, 2]) == [0, 2])
        #expect(try read(network(Writer.node("Softmax", ["x"], "y"), [nil, 2]))([1, 1]) == [0.5, 0.5])
    }

    @Test func `windows are never evaluated natively`() throws {
        let windows = RuntimeForm.window(length: 3)
        let error = try #require(throws: ModelError.self) { try read(Writer.heads(), windows) }
        #expect(error.code == .unsupported)
        #expect(error.message.contains("ONNX Runtime would evaluate it"))
        #expect(
            try #require(throws: ModelError.self) { try read(Writer.heads(), windows, absent) }.code
                == .unavailable)
        let trees = try ModelSamples.bytes("lightgbm/quantile/model.txt")
        #expect(
            try #require(throws: ModelError.self) { try read(trees, windows, absent) }.code == .unsupported)
    }

    /// The sum of a window's last row and twice its first.
    private final class Ends: Evaluator {
        let features = 2
        let outputs = 1
        let sequence: Int? = 3

        func evaluate(_ rows: UnsafePointer<Double>, count: Int, into results: UnsafeMutablePointer<Double>) {
            for window in 0..<count {
                let row = rows + window * 6
                results[window] = row[4] + row[5] + 2 * (row[0] + row[1])
            }
        }
    }

    @Test func `every row of a window is prepared as in training, over many windows`() throws {
        let file = Array(
            #"{"features": ["a", "b"], "impute": [9, null], "mean": [1, 0], "scale": [2, 1]}"#.utf8)
        let preparation = try file.withUnsafeBufferPointer { try Preprocessing($0) }
        let named = [ModelOutput(name: "sum", kind: .quantile(0.5))]
        let model = Model(features: ["a", "b"], evaluator: Ends(), outputs: named).prepared(preparation)
        #expect(model.evaluator.sequence == 3)
        #expect(model.outputs == named)
        // (3 - 1) / 2 + 1 + 2 ((9 - 1) / 2 + 4).
        #expect(model([.nan, 4, 0, 0, 3, 1]) == [18])
        var (windows, wanted): ([Double], [Double]) = ([], [])
        for number in 0..<200 {
            windows += [Double(number), 4, 0, 0, 3, 1]
            wanted.append(Double(number) + 9)
        }
        var results = [Double](repeating: 0, count: 200)
        model.evaluator.evaluate(windows, count: 200, into: &results)
        #expect(results == wanted)
    }
}
