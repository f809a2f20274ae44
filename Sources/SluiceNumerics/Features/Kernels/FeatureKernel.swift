/// Computes one column of a bank from others, for all series at once, with a memory of its own.
class FeatureKernel {
    let taken: TakenSeries
    /// What the kernel remembers, series after series.
    let numbers: UnsafeMutableBufferPointer<Double>
    /// Positions in the memory, each below its limit.
    let places: UnsafeMutableBufferPointer<Int>
    private let limits: [Int]

    /// Takes memory for each series: so many numbers, and positions below some limits, kept limit after limit.
    init(_ taken: TakenSeries, numbers: Int = 0, limits: [Int] = []) {
        (self.taken, self.limits) = (taken, limits)
        self.numbers = .allocate(capacity: numbers * taken.series)
        self.numbers.initialize(repeating: 0)
        places = .allocate(capacity: limits.count * taken.series)
        places.initialize(repeating: 0)
    }

    deinit {
        numbers.deallocate()
        places.deallocate()
    }

    /// Works the column out for the series that are taken.
    func update() {}

    /// How many numbers `state` has.
    var stateCount: Int { numbers.count + places.count }

    /// Everything that has to survive a restart.
    var state: [Double] { places.map(Double.init) + numbers }

    /// Whether `restore` can take a state of the right length.
    func accepts(_ state: ArraySlice<Double>) -> Bool {
        zip(places.indices, state).allSatisfy { place, value in
            Int(exactly: value).map { (0..<limits[place / taken.series]).contains($0) } ?? false
        }
    }

    /// Takes back a state that was accepted.
    func restore(_ state: ArraySlice<Double>) {
        for (place, value) in zip(places.indices, state) { places[place] = Int(exactly: value) ?? 0 }
        for (place, value) in zip(numbers.indices, state.dropFirst(places.count)) { numbers[place] = value }
    }
}
