import SluiceKit

/// The risk settings in force, said when a run begins: a line for each risk stage, and a digest of them all.
///
/// Two runs with the same digest ran under the same limits, whatever file, profile or variable they came from.
public struct RiskSummary: Sendable {
    /// A line for each risk stage: its id, its plugin, and every setting with its value.
    public let lines: [String]
    /// The digest of the lines, as sixteen hexadecimal digits.
    public let digest: String

    /// Sums up the risk stages of a plan, in their order.
    public init(_ plan: Plan) {
        lines = plan.stages.filter { $0.plugin.kind == .risk }.map { stage in
            let settings = stage.decoded.canonicalSettings.split(separator: "\n").joined(separator: ", ")
            return "\(stage.id) \(stage.plugin.fullName) \(settings)"
        }
        var digest = Digest()
        for line in lines { digest.add(line) }
        let digits = String(digest.value, radix: 16)
        self.digest = String(repeating: "0", count: 16 - digits.count) + digits
    }
}
