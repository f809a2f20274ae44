import SluiceNumerics

extension Adapter {
    /// Snapshots are of every seventh operation, the first included, and of the end.
    static let bandit = Adapter("bandit", constant: .parameter("gamma")) { vector in
        let parameters = vector.parameters
        let count = try vector.input["arms"].integer()
        let rate: LearningRate =
            parameters["eta"].isNull
            ? .anytime(most: try parameters["eta_max"].double()) : .fixed(try parameters["eta"].double())
        var bandit = try Exp3(choices: count, mixing: parameters["gamma"].double(), rate: rate)
        var names = (0..<count).map { "a\($0)" }
        let operations = try vector.input["operations"].array()
        var snapshots: [JSON] = []
        for (index, operation) in operations.enumerated() {
            try bandit.apply(operation, names: &names)
            if index % 7 == 0 { snapshots.append(bandit.snapshot(after: index + 1)) }
        }
        snapshots.append(bandit.snapshot(after: operations.count))
        return .object(["snapshots": .array(snapshots), "total_steps": .integer(bandit.steps)])
    }
}

extension Exp3 {
    fileprivate mutating func apply(_ operation: JSON, names: inout [String]) throws {
        switch try operation["op"].text() {
        case "update":
            let arm = try operation["arm"].integer()
            try update(arm, gain: operation["reward"].double(), probability: probabilities[arm])
        case "add_arm":
            insert()
            names.append(try operation["name"].text())
        case "remove_arm":
            let name = try operation["name"].text()
            guard let arm = names.firstIndex(of: name) else { throw VectorFault("no arm \(name)") }
            remove(arm)
            names.remove(at: arm)
        default: throw VectorFault("unknown operation \(operation.compact)")
        }
    }

    fileprivate func snapshot(after count: Int) -> JSON {
        .object([
            "after": .integer(count), "eta": .number(currentRate), "probabilities": .numbers(probabilities),
            "weights": .numbers(shares),
        ])
    }

    /// The probabilities as a list.
    var probabilities: [Double] {
        var values = [Double](repeating: 0, count: count)
        var span = values.mutableSpan
        probabilities(into: &span)
        return values
    }

    /// The weights as a list of shares.
    var shares: [Double] {
        var values = [Double](repeating: 0, count: count)
        var span = values.mutableSpan
        shares(into: &span)
        return values
    }
}
