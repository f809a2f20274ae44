extension DiagnosticCode {
    /// The codes of what is wrong with the stages and how they are wired.
    static let graph: [DiagnosticCode] = [
        unknownPlugin, duplicateID, unknownStage, wrongPortType, missingInput, unusedOutput, wiringCycle,
        sharedResource, noRiskStage, modeNotListed, unknownEvent, capitalOverflow, brokerMode, brokenChain,
        badHorizon, unknownKey, badFaultPolicy, badName, missingKey, badUniverse,
        unknownFeature, badProducts, noProducts, noWhatIf,
    ]

    /// A stage names a plugin that the registry does not hold.
    public static let unknownPlugin = DiagnosticCode(
        "E0301", "unknown plugin",
        """
        No plugin of that kind and name is registered in this program. `sluice plugins list` prints them all. The
        stage's settings are not checked until its plugin is known; everything else is.
        """
    )

    /// Two stages have one id.
    public static let duplicateID = DiagnosticCode(
        "E0302", "duplicate id",
        """
        Every stage and alert has an id of its own, because wiring, profiles, memory and records name it by that
        id. Rename one of the two.
        """
    )

    /// A `from:` or a profile names a stage that is not there.
    public static let unknownStage = DiagnosticCode(
        "E0303", "unknown stage",
        """
        No stage of the file has this id. `from:` takes the ids of other stages, and a profile patches stages by
        their id.
        """
    )

    /// A stage is fed something it does not take.
    public static let wrongPortType = DiagnosticCode(
        "E0304", "wrong port type",
        """
        The stage named in `from:` gives something that this stage does not take. A score has no scale, so it is
        never taken where basis points are needed: put a calibrator with `output: return` between the two.
        """
    )

    /// A stage lacks an input.
    public static let missingInput = DiagnosticCode(
        "E0305", "missing input",
        """
        No earlier stage gives what this stage takes. List order is the default wiring: an input takes the nearest
        earlier stage that gives its type. Add such a stage before it, or name one with `from:`.
        """
    )

    /// Nobody takes what a stage gives.
    public static let unusedOutput = DiagnosticCode(
        "E0306", "unused output",
        """
        No stage takes what this one gives, so it would work in vain, and most likely the wiring is not what was
        meant. Several predictors reach one blender only through `from: [first, second]`.
        """
    )

    /// Stages feed each other in a circle.
    public static let wiringCycle = DiagnosticCode(
        "E0307", "cycle in the wiring",
        """
        The stages named feed each other in a circle, so none of them could run first. Only a learner may close a
        circle, because what it gives is read one cycle later.
        """
    )

    /// Two stages claim one file or account.
    public static let sharedResource = DiagnosticCode(
        "E0308", "shared resource",
        """
        Two stages write to one file or trade on one account. Each would undo or count twice what the other does.
        """
    )

    /// A pipeline that may go live has no risk stage.
    public static let noRiskStage = DiagnosticCode(
        "E0309", "no risk stage",
        """
        A pipeline that lists `live` in its modes needs a stage of kind `risk` between sizing and execution. Add
        `risk.guardrails`.
        """
    )

    /// The mode asked for is not listed.
    public static let modeNotListed = DiagnosticCode(
        "E0310", "mode not listed",
        """
        A pipeline runs only in the modes that its `modes:` lists, so that nothing goes live by a slip of the hand.
        Add the mode to the list, or name a listed one with `--mode`.
        """
    )

    /// `on:` of an alert names an event that does not exist.
    public static let unknownEvent = DiagnosticCode(
        "E0311", "unknown event",
        """
        `on:` takes names from one closed list of events, printed in the plugin reference and by `sluice plugins
        show` of any alert sink. An alert on an event that never happens is an alert that never comes.
        """
    )

    /// The shares of capital are not shares of one whole.
    public static let capitalOverflow = DiagnosticCode(
        "E0312", "capital shares",
        """
        When several sizers feed one risk stage, each may have a `capital:` share, and the shares sum to at most
        100%. A sizer without one among others with one is an error too, because its share is unknown.
        """
    )

    /// A broker does not serve the mode.
    public static let brokerMode = DiagnosticCode(
        "E0313", "broker does not serve the mode",
        """
        A broker declares the modes it serves: a real venue never serves a simulated clock, and a paper broker is
        never live. Use a profile to swap the broker.
        """
    )

    /// The pipeline does not lead from data to a broker.
    public static let brokenChain = DiagnosticCode(
        "E0314", "no way to a broker",
        """
        A pipeline leads from a data stage to exactly one broker, and the broker comes after an execution stage.
        Without that way no decision could ever become an order.
        """
    )

    /// A horizon does not fit the bars.
    public static let badHorizon = DiagnosticCode(
        "E0315", "horizon does not fit the cycle",
        """
        A horizon is a whole number of cycles: 15m fits a cycle of 60s, 90s does not, and 5m does not fit cycles of
        a day. `1d` is one session: 390 minutes on XNYS, 1,440 on 24/7.
        """
    )

    /// A mapping of the language has a key it does not know.
    public static let unknownKey = DiagnosticCode(
        "E0316", "unknown key",
        """
        The language has no such key at this place. Top-level keys that begin with `x-` are free for your own use,
        such as a home for anchors.
        """
    )

    /// A fault policy that the kind does not offer.
    public static let badFaultPolicy = DiagnosticCode(
        "E0317", "fault policy not allowed",
        """
        Each kind of stage offers its own policies for `on_error`, none of which lets a partial graph reach a
        broker: a predictor may `skip`, `degrade` or `stop`, a gate may `block`, `skip` or `stop`, a risk stage may
        `halt` or `stop`. Leave `on_error` off to get the kind's own.
        """
    )

    /// An id or name that cannot be one.
    public static let badName = DiagnosticCode(
        "E0318", "bad name",
        """
        Ids and names begin with a letter and go on with letters, digits, `_` or `-`, at most 64 characters: they
        become parts of paths, records and references. Rename it, and everything that refers to it.
        """
    )

    /// A key of the language that must be there is not.
    public static let missingKey = DiagnosticCode(
        "E0319", "missing key",
        """
        Every pipeline names its `version`, `name`, `modes`, `universe`, `cycle` and `stages`; every stage its `id`
        and what it `uses`. None of them has a default, because a guess could trade something nobody meant.
        """
    )

    /// The universe is empty, or names an instrument twice.
    public static let badUniverse = DiagnosticCode(
        "E0320", "bad universe",
        """
        A universe lists at least one instrument and none twice: `[SPY, QQQ]`, or a list of a file:
        `{ file: ../Config/symbols.yaml, list: default }`. Symbols are text: `ON` and `0700` are tickers.
        """
    )

    /// A stage reads a feature that does not exist.
    public static let unknownFeature = DiagnosticCode(
        "E0321", "unknown feature",
        """
        A stage reads features of the market by name, such as `ret_5d`, `rsi_14` or `ma_ratio_20`, and no feature has
        this one. The number in a name may be another: `ret_3d` is a feature as well.
        """
    )

    /// A file of product rules cannot be used.
    public static let badProducts = DiagnosticCode(
        "E0322", "bad product rules",
        """
        `orders: { products: ../Config/products/us-equities.yaml }` names a file with the steps and the smallest and
        largest orders of a venue: `default:` for every instrument, and `products:` by symbol for those with rules of
        their own. Every instrument of the universe needs one of the two.
        """
    )

    /// A pipeline that may go live does not know what its venue takes.
    public static let noProducts = DiagnosticCode(
        "W0323", "no product rules",
        """
        Without product rules orders are not put on the venue's steps, and what is too small is sent and refused there.
        Name a file: `orders: { products: ../Config/products/us-equities.yaml }`.
        """
    )

    /// The broker does not answer what-if questions.
    public static let noWhatIf = DiagnosticCode(
        "E0324", "no answer to what-if",
        """
        `orders: { what_if: true }` asks the venue before each order what it would do to margin and cash, and this
        broker cannot say. An order that nobody answers for is not sent, so nothing ever would be: leave the setting
        off, or use another broker.
        """
    )
}
