/// Columns of numbers as loops read them.
enum Lent {
    /// Lends all of them at once.
    static func numbers(_ columns: [[Double]], _ body: ([UnsafePointer<Double>]) -> Void) {
        let copies = columns.map { column in
            let copy = UnsafeMutablePointer<Double>.allocate(capacity: max(column.count, 1))
            copy.initialize(repeating: .nan, count: max(column.count, 1))
            for (place, number) in column.enumerated() { copy[place] = number }
            return copy
        }
        defer { for copy in copies { copy.deallocate() } }
        body(copies.map { UnsafePointer($0) })
    }
}
