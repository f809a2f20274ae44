/// The cap that holds in a window of the day: the lower of the usual cap and the window's own.
///
/// A window's cap above the usual one has no effect: it can tighten and never loosen. Worked number: a usual cap of 5
/// stays 5 by day although the day's own is 10, and is 3 at night where the night's is 3.
public enum WindowCap {
    /// The cap of a name: `own` is the name's, else `usual` holds for all; `window` is the window's, nil without one.
    @inlinable
    public static func cap(usual: Double, own: Double?, window: Double?) -> Double {
        let cap = own ?? usual
        guard let window else { return cap }
        return window < cap ? window : cap
    }
}
