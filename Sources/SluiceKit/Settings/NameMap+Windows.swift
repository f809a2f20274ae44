public import SluiceMarket

extension NameMap {
    /// The windows of the day that have a value of their own, first to last as in the file; nil when a name is none.
    public var windows: [(window: ClockWindow, value: Value)]? {
        let read = own.map { (ClockWindow(parsing: $0.name), $0.value) }
        let windows = read.compactMap { window, value in window.map { (window: $0, value: value) } }
        return windows.count == own.count ? windows : nil
    }
}
