import SluiceMarket

extension Adapter {
    /// The vectors cut a fill down to what could be seen.
    static let iceberg = Adapter("b16_iceberg", constant: .input("display")) { vector in
        let input = vector.input
        let slices = try IcebergSlices(
            total: input["total"].amount(), display: input["display"].amount(),
            minimum: vector.parameters["min_qty"].amount(), excess: .clipped)
        guard var slices else { throw VectorFault("no order") }
        var children = [slices.next()]
        for fill in try input["fills"].array() {
            slices.fill(try fill.amount())
            if let child = slices.next() { children.append(child) }
        }
        return .object([
            "children": .array(children.map { .decimal($0) }), "remaining": .decimal(slices.remaining),
            "visible": .decimal(slices.visible),
        ])
    }
}
