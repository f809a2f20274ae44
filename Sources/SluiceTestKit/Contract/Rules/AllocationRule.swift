import SluiceKit

/// A steady cycle allocates nothing.
enum AllocationRule {
    static func breaches(of subject: ContractSubject, _ count: () -> UInt64) -> [String] {
        let before = count()
        UnsafeMutablePointer<UInt64>.allocate(capacity: 64).deallocate()
        guard count() != before else { return ["the counter counts no allocations"] }
        do {
            let conditions = subject.conditions()
            let trial = try ContractTrial(subject, in: conditions)
            let cycles = conditions.tape.count
            // What grows to its size, such as a list of open orders, has done so by then.
            for cycle in 0..<cycles / 2 { _ = try trial.step(cycle) }
            for cycle in cycles / 2..<cycles {
                let allocations = try trial.allocations(in: cycle, count)
                if allocations > 0 { return ["allocates \(allocations) times in cycle \(cycle + 1)"] }
            }
            return []
        } catch {
            return ["fails: \(error)"]
        }
    }
}
