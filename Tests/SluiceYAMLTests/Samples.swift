/// Texts that together use everything the reader knows; mutations start from them.
enum Samples {
    static let all = [
        """
        # yaml-language-server: $schema=../Config/pipeline.schema.json
        version: 1
        name: momentum-us
        modes: [backtest, paper]  # live is not listed
        cycle: { every: 60s, calendar: XNYS, deadline: 350ms }
        stages:
          - { id: bars,  uses: data.csv, with: { path: ../Data/us-minute/, interval: 1m } }
          - id: size
            uses: sizer.volatility
            with:
              max_weight: 5%
              gross_target: 50%

        """,
        """
        x-defaults: &defaults { fee: 1bps, slippage: 5bps }
        x-more: &more
          <<: *defaults
          cash: 100000 USD
        stages:
          - with: { <<: [*defaults, *more], fee: 2bps }
          - *more
        """,
        """
        text: |
          two
            lines

        folded: >-
          one
          line
        'single ''quoted''': "double \\"quoted\\" \\u00fc \\
          goes on"
        plain: several words
          on two lines
        """,
        "%YAML 1.2\n%TAG !e! tag:example.com,2026:\n---\n- !!str 12\n- !e!x y\n- &a ~\n- *a\n...\n",
        "- - a\n  - b: c\n    ? d\n    : e\n-\n  - [f, {g: h, i}, [], {}]\n",
        "\u{FEFF}ключ: значение\r\n漢字: [\"😀\", 'e\u{301}']\r\n\r\n",
        "{\"json\": [1, -2.5e3, true, null, \"\\n\"], \"more\": {\"a\": {}}}",
    ]

    /// Pieces that mean something to a reader of YAML.
    static let pieces = [
        ":", ": ", "- ", "-", "?", "? ", "[", "]", "{", "}", ",", "&a ", "*a", "<<: ", "!!str ", "!x ", "|\n",
        ">-\n",
        "'", "\"", "\\", "#", " #", "\t", "\n", "\r\n", "\r", "---\n", "...\n", "%", "@", "\0", "\u{FEFF}",
        "\u{2028}",
        "\u{85}", "😀", "   ", "~", "|+2\n", "%YAML 1.1\n",
    ]
}
