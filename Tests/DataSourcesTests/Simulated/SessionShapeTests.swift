import Testing

@testable import DataSources

@Suite struct SessionShapeTests {
    @Test func `the first tenth has 0.172 of the whole`() {
        let shape = SessionShape(depth: 0.5)
        #expect(abs(shape.weight(from: 0, to: 0.1) - 0.172) < 1e-12)
        #expect(abs(shape.weight(from: 0.9, to: 1) - 0.172) < 1e-12)
    }

    @Test(arguments: [0.0, 0.25, 0.5, 1])
    func `the parts of a session come to 1`(depth: Double) {
        let shape = SessionShape(depth: depth)
        let parts = (0..<390).map { shape.weight(from: Double($0) / 390, to: Double($0 + 1) / 390) }
        #expect(abs(parts.reduce(0, +) - 1) < 1e-12)
        #expect(parts.allSatisfy { $0 >= 0 })
        #expect(depth > 0 || parts.allSatisfy { abs($0 - 1.0 / 390) < 1e-12 })
    }
}
