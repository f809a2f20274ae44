import SluiceMarket

extension Adapter {
    static let twap = Adapter("b14_twap", constant: .input("total")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let slices = try input["slices"].integer()
        let split = try ChildSplit(
            slices: slices, step: parameters["step"].amount(), minimum: parameters["min_qty"].amount())
        let times = SliceTimes(
            slices: slices, duration: .seconds(try input["duration_s"].integer()), grid: .seconds(1))
        guard let split, let times else { throw VectorFault("no schedule") }
        let start = try input["start"].integer()
        let children = try children(split, of: input["total"].amount()) {
            start + Int(times.offset(of: $0).seconds)
        }
        return .object(["children": .array(children.items), "total": .decimal(children.sum)])
    }

    static let vwapSchedule = Adapter("b15_vwap_schedule", constant: .input("total")) { vector in
        let (input, parameters) = (vector.input, vector.parameters)
        let split = try ChildSplit(
            weights: input["profile"].array().map { try $0.amount() }, step: parameters["step"].amount(),
            minimum: parameters["min_qty"].amount())
        // A profile without volume has no children.
        guard let split else { return .object(["children": .array([])]) }
        let (start, bucket) = (try input["start"].integer(), try parameters["bucket_s"].integer())
        let children = try children(split, of: input["total"].amount()) { start + bucket * $0 }
        return .object(["children": .array(children.items)])
    }

    private static func children(
        _ split: ChildSplit, of total: Amount, at time: (Int) -> Int
    ) throws -> (items: [JSON], sum: Amount) {
        var split = split
        split.split(total)
        var (items, sum) = ([JSON](), Amount.zero)
        for (index, quantity) in split.quantities.enumerated() where !quantity.isZero {
            items.append(.object(["at": .integer(time(index)), "quantity": .decimal(quantity)]))
            sum = try sum.adding(quantity)
        }
        return (items, sum)
    }
}
