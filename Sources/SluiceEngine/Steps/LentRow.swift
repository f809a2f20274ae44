/// Objects in a row that is made once, for who goes along it in every cycle.
///
/// Going along an array counts a reference to each object up and down, which costs more than most calls that are made of
/// them. The row keeps its objects alive for as long as itself, and lends them.
final class LentRow<Object> {
    /// What keeps an object.
    private final class Seat {
        let object: Object
        init(_ object: Object) { self.object = object }
    }

    /// The objects in their order.
    let objects: [Object]
    private let seats: [Seat]
    private let lent: UnsafeMutablePointer<Unmanaged<Seat>>

    init(_ objects: [Object]) {
        self.objects = objects
        seats = objects.map(Seat.init)
        lent = .allocate(capacity: max(objects.count, 1))
        for (place, seat) in seats.enumerated() {
            (lent + place).initialize(to: .passUnretained(seat))
        }
        count = objects.count
    }

    deinit { lent.deallocate() }

    /// How many there are.
    let count: Int

    /// Lends the object of a place.
    @inline(__always)
    func with<Result>(_ place: Int, _ body: (Object) throws -> Result) rethrows -> Result {
        try lent[place]._withUnsafeGuaranteedRef { try body($0.object) }
    }

    /// Lends one object after the other.
    @inline(__always)
    func lendEach(_ body: (Object) throws -> Void) rethrows {
        for place in 0..<count { try with(place, body) }
    }
}
