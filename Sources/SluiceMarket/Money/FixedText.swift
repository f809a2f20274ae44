/// A number with a fixed count of decimals, rounded half to even: `fixedText(12.345, places: 2)` is `12.34`.
///
/// What is no number or too large for an exact decimal is written as Swift writes it.
public func fixedText(_ value: Double, places: Int) -> String {
    var step = Amount(1)
    for _ in 0..<max(places, 0) { step = (try? step.divided(by: Amount(10), rounding: .down)) ?? step }
    guard let exact = Amount(value, rounding: .halfEven),
        let rounded = try? exact.rounded(toMultipleOf: step, rounding: .halfEven)
    else { return String(value) }
    let text = rounded.description
    guard places > 0 else { return text }
    let decimals = text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
    return text + (decimals == 0 ? "." : "") + String(repeating: "0", count: places - decimals)
}
