import SluiceMarket
import Testing

@Suite struct ZoneFileTests {
    private func zone(rule: String) throws -> Zone {
        try Zone(tzif: TZifBytes(footer: "\n\(rule)\n").bytes)
    }

    @Test func `changes of a file hold between each other`() throws {
        let file = TZifBytes(
            changes: [(-1_000, 1), (2_000, 2)], types: [-3_542, 3_600, 7_200], footer: "\n\n")
        let zone = try Zone(tzif: file.bytes)
        #expect(zone.offset(at: .min) == -3_542)
        #expect(zone.offset(at: -1_001) == -3_542)
        #expect(zone.offset(at: -1_000) == 3_600)
        #expect(zone.offset(at: 1_999) == 3_600)
        #expect(zone.offset(at: 2_000) == 7_200)
        #expect(zone.offset(at: .max) == 7_200)
    }

    @Test func `a version 1 file has 32-bit changes and no rule`() throws {
        let zone = try Zone(tzif: TZifBytes(version: 0, changes: [(-5, 1)], types: [0, -7_200]).bytes)
        #expect(zone.offset(at: -6) == 0)
        #expect(zone.offset(at: 4_000_000_000) == -7_200)
    }

    // In 2024 and, far behind the years that are kept as a table, in 2500.
    @Test(
        arguments: [
            ("EST5EDT,M3.2.0,M11.1.0", 1_710_053_999, -18_000),
            ("EST5EDT,M3.2.0,M11.1.0", 1_710_054_000, -14_400),
            ("EST5EDT,M3.2.0,M11.1.0", 1_730_613_599, -14_400),
            ("EST5EDT,M3.2.0,M11.1.0", 1_730_613_600, -18_000),
            ("EST5EDT,M3.2.0,M11.1.0", 16_731_100_800, -18_000),
            ("EST5EDT,M3.2.0,M11.1.0", 16_740_000_000, -14_400),
            ("CET-1CEST,M3.5.0,M10.5.0/3", 1_711_846_799, 3_600),
            ("CET-1CEST,M3.5.0,M10.5.0/3", 1_711_846_800, 7_200),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_704_067_200, 39_600),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", 1_720_000_000, 36_000),
            ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 1_704_067_200, 39_600),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1_711_846_799, -7_200),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 1_711_846_800, -3_600),
            ("EET-2EEST,M3.4.4/50,M10.4.4/50", 1_711_756_799, 7_200),
            ("EET-2EEST,M3.4.4/50,M10.4.4/50", 1_711_756_800, 10_800),
            ("XXX3EDT4,0/0,J365/23", 1_704_067_200, -14_400),
            ("XXX3EDT4,0/0,J365/23", 1_735_700_399, -14_400), ("<+0330>-3:30", 1_704_067_200, 12_600),
            ("IST-5:30:15", 0, 19_815), ("AAA0BBB,J60/0,J61/0", 1_709_251_200, 3_600),
            ("AAA0BBB,J60/0,J61/0", 1_709_251_199, 0),
            ("AAA0BBB,59/0,60/0", 1_709_164_800, 3_600), ("AAA0BBB,59/0,60/0", 1_709_251_200, 0),
        ] as [(String, Int64, Int)])
    func `a footer's rule holds after the last change`(rule: String, seconds: Int64, offset: Int) throws {
        #expect(try zone(rule: rule).offset(at: seconds) == offset)
    }

    @Test(arguments: [
        "EST5EDT,M3.2.0,M11.1.0", "AEST-10AEDT,M10.1.0,M4.1.0/3", "XXX3EDT4,0/0,J365/23", "UTC0",
    ])
    func `the ends of time are no trap`(rule: String) throws {
        let zone = try zone(rule: rule)
        for seconds in [Int64.min, .min + 1, -9_300_000_000, 9_300_000_000, 260_000_000_000, .max - 1, .max] {
            #expect(abs(zone.offset(at: seconds)) <= 39_600)
        }
        for date in [CivilDate.distantPast, .distantFuture] {
            for second in [Int.min, -1, 0, 86_400, .max] {
                let moment = zone.timestamp(of: date, secondOfDay: second)
                #expect(moment == .distantPast || moment == .distantFuture)
            }
        }
        #expect(zone.civil(at: .distantPast).date.year == 1_677)
        #expect(zone.civil(at: .distantFuture).date.year == 2_262)
    }

    @Test(
        arguments: [
            "", "5", "EST", "ES5", "EST5EDT", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0",
            "EST5EDT,M3.6.0,M11.1.0",
            "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,M3.2.0,M11.1.0,", "EST5EDT,M3.2.0/168,M11.1.0", "EST25",
            "EST5:60",
            "<EST5", "EST5EDT,J0,J5", "EST5EDT,J366,J5", "EST5EDT,366,5", "EST5EDT,M3.2,M11.1.0",
            "EST99999999999999999999",
            "EST5 ", "EST-", "EST5EDT,M.2.0,M11.1.0", "EST5EDT,M3.2.0/,M11.1.0",
        ].dropFirst())
    func `a rule that is none is an error`(rule: String) {
        #expect(throws: ZoneError.malformed("footer rule")) { try zone(rule: rule) }
    }

    @Test func `what is wrong is named`() {
        func error(_ bytes: [UInt8]) -> ZoneError? {
            do throws(ZoneError) {
                _ = try Zone(tzif: bytes)
                return nil
            } catch {
                return error
            }
        }
        let good = TZifBytes(changes: [(0, 0)]).bytes
        #expect(error(good) == nil)
        #expect(error([]) == .notTZif)
        #expect(error(Array("TZif2".utf8)) == .notTZif)
        #expect(error([0] + good) == .notTZif)
        #expect(error(Array(good.prefix(80))) == .truncated)
        #expect(error(Array(good.dropLast(8))) == .truncated)
        #expect(error(Array(good.dropLast(1))) == .malformed("footer"))
        #expect(error(TZifBytes(footer: "").bytes) == .truncated)
        #expect(error(TZifBytes(types: []).bytes) == .malformed("no local time type"))
        #expect(error(TZifBytes(types: [86_400]).bytes) == .malformed("offset"))
        #expect(error(TZifBytes(types: [.min]).bytes) == .malformed("offset"))
        #expect(error(TZifBytes(changes: [(0, 1)]).bytes) == .malformed("local time type"))
        #expect(error(TZifBytes(changes: [(5, 0), (5, 0)]).bytes) == .malformed("order of changes"))
        #expect(error(TZifBytes(leapSeconds: 1).bytes) == .leapSeconds)
        #expect(ZoneError.malformed("footer").description == "the time zone file is malformed: footer")
    }

    @Test func `no bytes are a trap`() {
        var dice = Dice(seed: 3)
        let good = TZifBytes(
            changes: (0..<9).map { (Int64($0) * 10_000_000, UInt8($0 % 3)) }, types: [-18_000, 3_600, 0],
            footer: "\nEST5EDT,M3.2.0,M11.1.0\n"
        ).bytes
        var zones = 0
        for _ in 0..<20_000 {
            var bytes = good
            for _ in 0...Int.random(in: 0..<4, using: &dice) {
                let index = Int.random(in: 0..<bytes.count, using: &dice)
                bytes[index] = UInt8.random(in: 0...255, using: &dice)
            }
            bytes.removeLast(dice.next() % 4 == 0 ? Int.random(in: 0..<bytes.count, using: &dice) : 0)
            guard let zone = try? Zone(tzif: bytes) else { continue }
            zones += 1
            let moment = Timestamp(nanoseconds: Int64(bitPattern: dice.next()))
            let (date, second) = zone.civil(at: moment)
            #expect(
                abs(zone.timestamp(of: date, secondOfDay: second).since(moment).nanoseconds)
                    <= 172_800_000_000_000)
        }
        #expect(zones > 1_000)
    }
}
