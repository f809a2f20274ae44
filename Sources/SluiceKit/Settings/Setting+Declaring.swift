extension Setting {
    /// Declares a setting with a default.
    public init(wrappedValue: Value, help: String, deprecated: String? = nil) {
        self.init(
            wrappedValue,
            SettingDeclaration(Value.self, default: wrappedValue, help: help, deprecated: deprecated)
        )
    }

    /// Declares a setting that the file must set, or an optional one that it may.
    public init(help: String, deprecated: String? = nil) {
        self.init(.unread, SettingDeclaration(Value.self, default: nil, help: help, deprecated: deprecated))
    }
}

extension Setting where Value: SettingBounded {
    /// Declares a setting with a default and bounds, both included.
    public init(
        wrappedValue: Value,
        in bounds: ClosedRange<Value.Bound>,
        help: String,
        deprecated: String? = nil
    ) {
        self.init(bounded: wrappedValue, default: wrappedValue, bounds, help, deprecated)
    }

    /// Declares a setting with bounds that the file must set, or an optional one that it may.
    public init(in bounds: ClosedRange<Value.Bound>, help: String, deprecated: String? = nil) {
        self.init(bounded: .unread, default: nil, bounds, help, deprecated)
    }

    private init(
        bounded value: Value,
        default: Value?,
        _ bounds: ClosedRange<Value.Bound>,
        _ help: String,
        _ deprecated: String?
    ) {
        self.init(
            value,
            SettingDeclaration(
                Value.self, default: `default`, bounds: SettingBounds(bounds), help: help,
                deprecated: deprecated
            ),
            outOfBounds: { value in value.bounded.first { !bounds.contains($0) }?.text }
        )
    }
}
