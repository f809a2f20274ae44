public import SluiceDocument

// A program holds thousands of conformances, and one that is looked up at run time is searched for among all of them.
// What is inlined here finds those of the value's type while the plugin is compiled.

extension Setting where Value: SettingValue {
    /// Declares a setting with a default.
    @inlinable
    public init(wrappedValue: Value, help: String, deprecated: String? = nil) {
        self.init(
            wrappedValue,
            SettingDeclaration(
                shape: { Value.shape }, defaultText: { wrappedValue.text }, help: help, deprecated: deprecated
            ),
            reading: { Value.read($0, into: &$1) }, writing: { $0.text }
        )
    }

    /// Declares a setting that the file must set, or an optional one that it may.
    @inlinable
    public init(help: String, deprecated: String? = nil) {
        self.init(
            .unread,
            SettingDeclaration(
                shape: { Value.shape }, isRequired: !Value.mayBeAbsent, help: help, deprecated: deprecated),
            reading: { Value.read($0, into: &$1) }, writing: { $0.text }
        )
    }
}

extension Setting where Value: SettingBounded {
    /// Declares a setting with a default and bounds, both included.
    @inlinable
    public init(
        wrappedValue: Value,
        in bounds: ClosedRange<Value.Bound>,
        help: String,
        deprecated: String? = nil
    ) {
        self.init(
            wrappedValue,
            SettingDeclaration(
                shape: { Value.shape }, defaultText: { wrappedValue.text }, bounds: { SettingBounds(bounds) },
                help: help, deprecated: deprecated
            ),
            reading: { Value.read($0, within: bounds, into: &$1) }, writing: { $0.text }
        )
    }

    /// Declares a setting with bounds that the file must set, or an optional one that it may.
    @inlinable
    public init(in bounds: ClosedRange<Value.Bound>, help: String, deprecated: String? = nil) {
        self.init(
            .unread,
            SettingDeclaration(
                shape: { Value.shape }, isRequired: !Value.mayBeAbsent, bounds: { SettingBounds(bounds) },
                help: help, deprecated: deprecated
            ),
            reading: { Value.read($0, within: bounds, into: &$1) }, writing: { $0.text }
        )
    }
}

extension SettingBounded {
    /// Reads the value, and says which part of it is the first out of bounds.
    @inlinable
    static func read(
        _ node: Node, within bounds: ClosedRange<Bound>, into issues: inout SettingIssues
    ) -> Self? {
        guard let value = read(node, into: &issues) else { return nil }
        if let outside = value.bounded.first(where: { !bounds.contains($0) })?.text {
            issues.refuse(outside, outside: SettingBounds(bounds), at: node)
        }
        return value
    }
}
