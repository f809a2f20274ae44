import CAllocations
import Testing

@Suite struct AllocationTests {
    @Test func `an allocation is counted on its own thread`() throws {
        guard let count = allocation_counter() else { return }
        let before = count()
        let memory = UnsafeMutablePointer<Int>.allocate(capacity: 100)
        let after = count()
        memory.deallocate()
        #expect(after == before + 1)
    }

    @Test func `what does not allocate is counted as nothing`() throws {
        guard let count = allocation_counter() else { return }
        let numbers = Array(repeating: 1.5, count: 100)
        var sum = 0.0
        let before = count()
        for index in 0..<100 { sum += numbers[index] }
        #expect(count() == before)
        #expect(sum == 150)
    }
}
