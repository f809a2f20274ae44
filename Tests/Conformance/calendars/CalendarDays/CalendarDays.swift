import Glibc
import SluiceMarket

/// Prints what the calendars and zones of SluiceMarket say, for `run` to compare with what Python says.
@main struct CalendarDays {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        switch (arguments.first, arguments.last) {
        case ("sessions", let name?): printSessions(of: name)
        case ("zone", let path?): printZone(path)
        default: fail("usage: calendar-days sessions <calendar> | zone <file or XNYS>")
        }
    }

    /// Every session from 1990 to 2100: its date, and its open and close in seconds since 1970.
    private static func printSessions(of name: String) {
        guard let calendar = TradingCalendar.named(name) else { fail("no calendar \(name)") }
        var moment = Timestamp(seconds: 631_152_000)
        while let session = calendar.nextSession(after: moment) {
            print(session.date, session.open.seconds, session.close.seconds)
            moment = session.open
        }
    }

    /// Answers a zone's questions from standard input, a number a line.
    ///
    /// `u <seconds>` asks for the offset at a moment, `l <date> <second of the day>` for the moment of a local time.
    private static func printZone(_ path: String) {
        let zone: Zone
        if path == "XNYS" {
            zone = .newYork
        } else {
            guard let bytes = contents(of: path) else { fail("cannot read \(path)") }
            do {
                zone = try Zone(tzif: bytes)
            } catch {
                fail("\(path): \(error)")
            }
        }
        while let line = readLine() {
            let words = line.split(separator: " ")
            if words.count == 2, words[0] == "u", let seconds = Int64(words[1]) {
                print(zone.offset(at: seconds))
            } else if words.count == 3, words[0] == "l", let date = CivilDate(iso8601: words[1]),
                let second = Int(words[2])
            {
                print(zone.timestamp(of: date, secondOfDay: second).seconds)
            } else {
                fail("not a question: \(line)")
            }
        }
    }

    private static func contents(of path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(file, &part, part.count)
            guard count > 0 else { return count == 0 ? bytes : nil }
            bytes += part[..<count]
        }
    }

    private static func fail(_ message: String) -> Never {
        let line = Array((message + "\n").utf8)
        _ = write(2, line, line.count)
        exit(64)
    }
}
