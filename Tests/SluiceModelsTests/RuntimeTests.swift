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
