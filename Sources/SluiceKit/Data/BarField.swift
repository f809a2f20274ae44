/// What a column of a file holds.
package enum BarField: UInt8, CaseIterable {
    // The numbers come first: their raw value is their slot while a line is read.
    case open
    case high
    case low
    case close
    case volume
    case adjustedClose
    case bid
    case ask
    case bidSize
    case askSize
    case time
    case symbol
    /// Nothing we ask for.
    case other

    /// How many fields are numbers.
    package static let numbers = 10

    /// The key under `columns:`.
    package var key: String {
        switch self {
        case .adjustedClose: "adjusted_close"
        case .bidSize: "bid_size"
        case .askSize: "ask_size"
        default: "\(self)"
        }
    }

    /// The usual names, folded as `folded` does, the most telling first.
    package var usualNames: [String] {
        switch self {
        case .open: ["open", "o", "openprice", "first", "1open"]
        case .high: ["high", "h", "highprice", "max", "2high"]
        case .low: ["low", "l", "lowprice", "min", "3low"]
        case .close: ["close", "c", "closeprice", "last", "4close"]
        case .volume: ["volume", "vol", "v", "5volume"]
        case .adjustedClose: ["adjustedclose", "adjclose", "closeadj", "closeadjusted", "5adjustedclose"]
        case .bid: ["bid", "bidprice", "bestbid", "closebid", "bidclose"]
        case .ask: ["ask", "askprice", "bestask", "closeask", "askclose", "offer"]
        case .bidSize: ["bidsize", "bidqty", "bidquantity", "bidvolume"]
        case .askSize: ["asksize", "askqty", "askquantity", "askvolume"]
        case .time:
            ["time", "timestamp", "datetime", "date", "ts", "t", "opentime", "closetime", "begin", "unix"]
        case .symbol: ["symbol", "ticker", "instrument", "sym", "asset", "code"]
        case .other: []
        }
    }

    /// A name in small letters, with letters and digits only: `Adj. Close` becomes `adjclose`.
    package static func folded(_ name: some StringProtocol) -> String {
        String(
            name.lowercased().unicodeScalars.filter {
                $0.properties.isAlphabetic || $0.properties.numericType != nil
            })
    }

    /// The symbol that a file's name says: `../Data/BRK.B.csv.gz` is of BRK.B.
    package static func symbol(ofFile path: String) -> String {
        var name = path.split(separator: "/").last.map(String.init) ?? path
        for packing in [".gz", ".zst"] where name.hasSuffix(packing) {
            name.removeLast(packing.count)
            break
        }
        if let point = name.lastIndex(of: "."), point > name.startIndex { name = String(name[..<point]) }
        return name
    }
}
