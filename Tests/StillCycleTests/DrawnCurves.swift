/// Tables that calibrators of probabilities read: curves as they are, or numbers with what came of them.
enum DrawnCurves {
    static func text(_ method: String, _ draw: inout Draw) -> String {
        let kind = draw.chance(0.4) ? "label" : method
        let lines = ["peak", "valley"].flatMap { turn in
            draw.one(of: [["default"], ["30m", "default"], ["30m", "2h"]]).flatMap { horizon in
                rows(kind, &draw).map { "\(turn),\(horizon),\($0)" }
            }
        }
        let columns = ["label": "score,label", "isotonic": "score,value", "platt": "a,b"][kind] ?? ""
        return (["turn,horizon,\(columns)"] + lines).joined(separator: "\n") + "\n"
    }

    /// The rows of a turning point at a horizon.
    private static func rows(_ kind: String, _ draw: inout Draw) -> [String] {
        switch kind {
        case "label":
            (0..<draw.number(10...40)).map { _ in
                let score = draw.value(0...1)
                return "\(score),\(draw.chance(0.7 * score) ? 1 : 0)"
            }
        case "isotonic":
            // A curve that never falls.
            [(0.0, 0.0...0.2), (0.3, 0.2...0.4), (1, 0.4...0.8)].map { "\($0),\(draw.value($1))" }
        default: ["\(draw.value(0.5...3)),\(draw.value(-2.5 ... -1))"]
        }
    }
}
