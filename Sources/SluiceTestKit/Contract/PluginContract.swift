import SluiceDocument
public import SluiceKit
public import SluiceMarket

/// The rules that every plugin keeps, as one call that names those it breaks.
///
/// ```swift
/// @Test func `every gate keeps the contract`() {
///     #expect(PluginContract.breaches(of: Gates.all, allocations: allocation_counter()) == [])
/// }
/// ```
///
/// - Names are in snake case, summaries and helps are sentences, numbers and quantities have both bounds, and
///   defaults read back as themselves.
/// - The plugin builds from its defaults, or from settings given for it.
/// - The same input gives the same output; output frames are written whole; cutting the input short at any cycle
///   changes no earlier output, whatever the stage reads from files.
/// - Absent and hostile numbers, an empty universe and one instrument do no harm; outputs are sane, and every reason
///   given is one that the manifest lists.
/// - Memory taken and given back at any cycle is invisible; a memory of another universe, cut short or garbled is
///   refused or taken, but never traps.
/// - A predictor that takes many cycles in one call gives what it gives in as many calls, and remembers the same.
/// - In an optimized build a steady cycle allocates nothing. Without optimization Swift allocates in loops over
///   arrays, so nothing is counted there.
///
/// A stage that never says anything is a breach too, because nothing was compared. A broker that serves no
/// simulated clock and an alert sink are not driven, only read, built and restored.
public struct PluginContract: Sendable {
    /// How many cycles a plugin is driven through.
    public var cycles = 120
    /// The time from one cycle to the next; nil takes a day, or a minute for plugins that a day does not fit.
    public var every: Span?
    /// When the market trades.
    public var calendar = TradingCalendar.newYork
    /// The universe.
    public var instruments = ["AAA", "BBB", "CCC"]
    /// Files beside `market.csv`, which holds the market of the contract as far as it has been seen.
    public var files = [:] as MemoryFiles

    /// Whether allocations are counted; true in an optimized build.
    public var countsAllocations = isOptimized

    #if DEBUG
    private static let isOptimized = false
    #else
    private static let isOptimized = true
    #endif

    /// Creates the contract with its usual market.
    public init() {}

    /// The rules that plugins break, a line for each; empty when they keep them all.
    ///
    /// `settings` has the settings to drive a plugin with, by its full name; one that is named several times is
    /// driven with each, and one that is not is driven with its defaults. `allocations` counts the allocations of
    /// the calling thread.
    public static func breaches(
        of plugins: [any Stage.Type],
        settings: KeyValuePairs<String, String> = [:],
        allocations: (() -> UInt64)? = nil
    ) -> [String] {
        PluginContract().breaches(of: plugins, settings: settings, allocations: allocations)
    }

    /// The rules that plugins break under this contract's market.
    public func breaches(
        of plugins: [any Stage.Type],
        settings: KeyValuePairs<String, String> = [:],
        allocations: (() -> UInt64)? = nil
    ) -> [String] {
        let entries = plugins.map { PluginEntry($0) }
        var breaches = plugins.isEmpty ? ["there is no plugin to check"] : []
        for (name, _) in settings where !entries.contains(where: { $0.fullName == name }) {
            breaches.append("settings are given for '\(name)', which is not among the plugins")
        }
        for entry in entries {
            breaches += NamingRules.breaches(of: entry).map { "\(entry.fullName): \($0)" }
            let given = settings.filter { $0.key == entry.fullName }.map(\.value)
            for yaml in given.isEmpty ? [""] : given {
                let name = yaml.isEmpty ? entry.fullName : "\(entry.fullName) with '\(yaml)'"
                breaches += self.breaches(of: entry, yaml, allocations).map { "\(name): \($0)" }
            }
        }
        return breaches
    }

    private func breaches(
        of entry: PluginEntry, _ yaml: String, _ allocations: (() -> UInt64)?
    ) -> [String] {
        let subject: ContractSubject
        do { subject = try ContractSubject(entry, yaml, self) } catch { return ["\(error)"] }
        var breaches = MemoryRules.breaches(of: subject)
        guard subject.isDriven else { return breaches }
        let output = OutputRules.breaches(of: subject)
        breaches += output
        // What fails in its plainest run has nothing to be compared with.
        guard output.isEmpty else { return breaches }
        breaches += SurvivalRules.breaches(of: subject) + StretchRules.breaches(of: subject)
        if let allocations, countsAllocations {
            breaches += AllocationRule.breaches(of: subject, allocations)
        }
        return breaches
    }
}

/// A rule that is broken so that nothing else can be tried.
struct ContractBreach: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
