import Testing

@testable import SluiceModels

/// A model that names a further file is refused wherever it names it.
@Suite struct ONNXExternalDataTests {
    private typealias Writer = ONNXWriter

    private func refuse(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBufferPointer { try ONNXExternalData.refuse(in: $0) }
    }

    /// Fields from a model down to a tensor.
    private static let ways: [[UInt64]] = [
        [7, 5],  // a constant of the graph
        [7, 1, 5, 5],  // an attribute
        [7, 1, 5, 10],  // one of an attribute's tensors
        [7, 1, 5, 6, 5],  // a constant of a branch
        [7, 1, 5, 11, 1, 5, 5],  // an attribute within one of several branches
        [7, 15, 1], [7, 15, 2], [7, 1, 5, 22, 1], [7, 1, 5, 23, 2],  // sparse ones
        [25, 7, 5, 5], [25, 11, 5],  // a function's
        [20, 1, 5], [20, 2, 5],  // of the training
    ]

    private func model(_ way: [UInt64], _ tensor: [UInt8]) -> [UInt8] {
        way.reversed().reduce(tensor) { Writer.field($1, $0) }
    }

    @Test(arguments: ways)
    func `numbers in a further file are refused`(way: [UInt64]) throws {
        let entry = Writer.field(1, "location") + Writer.field(2, "/etc/passwd")
        for tensor in [
            Writer.field(13, entry), Writer.field(14, 1), Writer.field(14, 0) + Writer.field(14, 1),
        ] {
            let error = try #require(throws: ModelError.self) { try refuse(model(way, tensor)) }
            #expect(error.code == .unsupported)
        }
        try refuse(model(way, Writer.tensor("w", [1], [1]) + Writer.field(14, 0)))
    }

    @Test func `a deep nest ends, and bytes that are no message are an error`() throws {
        var graph: [UInt8] = []
        for _ in 0..<2_000 { graph = Writer.field(1, Writer.field(5, Writer.field(6, graph))) }
        try refuse(Writer.field(7, graph))
        #expect(throws: ModelError.self) { try refuse([0x3A, 0x05, 0x01]) }
        #expect(throws: ModelError.self) { try refuse(Writer.field(7, 3)) }
        try refuse(Writer.heads())
    }
}
